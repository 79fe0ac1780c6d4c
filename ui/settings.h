// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace salient::ui {

/// What the window remembers between starts: theme, language, sizes, docks, recent folders. One JSON file; runs and
/// recipes live in their own folders.
class Settings {
public:
    /// Of the user: $XDG_CONFIG_HOME/salient/studio.json.
    static QString defaultFile();
    /// Reads `file`. One that does not parse is renamed to …​.broken and said in problem().
    explicit Settings(QString file = defaultFile());

    const QString& problem() const { return m_problem; }
    QString value(const QString& key, const QString& fallback = {}) const;
    void setValue(const QString& key, const QString& value);
    QByteArray bytes(const QString& key) const;
    void setBytes(const QString& key, const QByteArray& value);
    QStringList list(const QString& key) const;
    /// Puts `value` first, without repetition, and keeps at most `most`.
    void addToList(const QString& key, const QString& value, int most = 10);
    void setList(const QString& key, const QStringList& values);
    /// Writes by rename. False when the disk refuses; nothing of the old file is lost then.
    bool save() const;

private:
    QString m_file;
    QString m_problem;
    QJsonObject m_values;
};

} // namespace salient::ui
