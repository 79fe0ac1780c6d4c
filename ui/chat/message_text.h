// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTextEdit>
#include <QTimer>

#include <memory>

class QTextDocument;

namespace salient::ui {

/// The text of one message, as high as its text. While it grows it is plain; showMarkdown() turns it into formatted
/// text in slices between events, and shows that when all of it is ready.
class MessageText : public QTextEdit {
    Q_OBJECT

public:
    explicit MessageText(QWidget* parent = nullptr);
    ~MessageText() override;

    /// Inserts at the end.
    void append(const QString& text);
    void showPlain(const QString& text);
    /// Very long texts stay plain: formatting takes seconds there.
    void showMarkdown(const QString& text);
    /// Formatting is under way.
    bool formatting() const { return m_formatted != nullptr; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    QVariant loadResource(int type, const QUrl& name) override;

private:
    void formatSlice();
    void fit();

    QStringList m_blocks; ///< still to be formatted
    std::unique_ptr<QTextDocument> m_formatted;
    QTimer m_slices;
};

} // namespace salient::ui
