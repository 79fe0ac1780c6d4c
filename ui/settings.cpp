// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace salient::ui {

QString Settings::defaultFile() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return QDir(folder).filePath(QStringLiteral("salient/studio.json"));
}

Settings::Settings(QString file) : m_file(std::move(file)) {
    QFile in(m_file);
    if (!in.open(QIODevice::ReadOnly)) {
        return; // the first start
    }
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(in.readAll(), &error);
    in.close();
    if (document.isObject()) {
        m_values = document.object();
        return;
    }
    const QString aside = m_file + QStringLiteral(".broken");
    QFile::remove(aside);
    QFile::rename(m_file, aside);
    const QString why = error.error == QJsonParseError::NoError ? QCoreApplication::translate("Settings", "no object")
                                                                : error.errorString();
    m_problem =
        QCoreApplication::translate(
            "Settings", "The settings %1 could not be read (%2); they were put aside as %3 and the defaults hold.")
            .arg(m_file, why, aside);
}

QString Settings::value(const QString& key, const QString& fallback) const {
    return m_values.value(key).toString(fallback);
}

void Settings::setValue(const QString& key, const QString& value) {
    m_values.insert(key, value);
}

QByteArray Settings::bytes(const QString& key) const {
    return QByteArray::fromBase64(value(key).toLatin1());
}

void Settings::setBytes(const QString& key, const QByteArray& value) {
    m_values.insert(key, QString::fromLatin1(value.toBase64()));
}

QStringList Settings::list(const QString& key) const {
    QStringList values;
    for (const QJsonValue& value : m_values.value(key).toArray()) {
        values.append(value.toString());
    }
    return values;
}

void Settings::setList(const QString& key, const QStringList& values) {
    m_values.insert(key, QJsonArray::fromStringList(values));
}

void Settings::addToList(const QString& key, const QString& value, int most) {
    QStringList values = list(key);
    values.removeAll(value);
    values.prepend(value);
    setList(key, values.mid(0, most));
}

bool Settings::save() const {
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QSaveFile out(m_file);
    return out.open(QIODevice::WriteOnly) && out.write(QJsonDocument(m_values).toJson()) >= 0 && out.commit();
}

} // namespace salient::ui
