// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/reply_figures.h"

#include "ui/json_values.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QStringList>

namespace salient::ui {

namespace {

QString words(const char* pattern, int count = -1) {
    return QCoreApplication::translate("ReplyFigures", pattern, nullptr, count);
}

QString speedText(double tokensPerSecond) {
    return words(QT_TRANSLATE_NOOP("ReplyFigures", "%1 tokens/s")).arg(QLocale().toString(tokensPerSecond, 'f', 1));
}

QString firstTokenText(double seconds) {
    return words(QT_TRANSLATE_NOOP("ReplyFigures", "first after %1 s")).arg(QLocale().toString(seconds, 'f', 2));
}

QString tokensText(int tokens) {
    return words(QT_TRANSLATE_N_NOOP("ReplyFigures", "%n token(s)"), tokens);
}

} // namespace

ReplyFigures finishedFigures(const std::string& json, qint64 memory) {
    const Json result = jsonFromText(json);
    const int promptTokens = static_cast<int>(numberAt(result, "prompt_tokens"));
    QStringList parts{tokensText(static_cast<int>(numberAt(result, "tokens"))),
                      speedText(numberAt(result, "tokens_per_second")),
                      firstTokenText(numberAt(result, "time_to_first_token")),
                      words(QT_TRANSLATE_N_NOOP("ReplyFigures", "prompt %n token(s)"), promptTokens)};
    if (memory > 0) {
        parts.append(words(QT_TRANSLATE_NOOP("ReplyFigures", "memory %1")).arg(bytesText(memory)));
    }
    if (result.value("stopped_by", Json()) == "length") {
        parts.append(result.value("context_full", false)
                         ? words(QT_TRANSLATE_NOOP("ReplyFigures", "the context is full"))
                         : words(QT_TRANSLATE_NOOP("ReplyFigures", "ended by the limit of tokens")));
    }
    const QString details =
        words(QT_TRANSLATE_NOOP("ReplyFigures", "Seed %1. Of the prompt, %2 tokens were known from the turn before; "
                                                "the others were read at %3. The model was there after %4 s."))
            .arg(QString::number(numberAt(result, "seed"), 'f', 0),
                 QString::number(numberAt(result, "reused_tokens"), 'f', 0),
                 speedText(numberAt(result, "prompt_tokens_per_second")),
                 QLocale().toString(numberAt(result, "load_seconds"), 'f', 1));
    return {parts.join(QStringLiteral(" · ")), details};
}

QString growingFigures(int tokens, double firstToken, double now) {
    QStringList parts{tokensText(tokens)};
    if (firstToken >= 0.0) {
        if (tokens > 1 && now > firstToken) {
            parts.append(speedText((tokens - 1) / (now - firstToken)));
        }
        parts.append(firstTokenText(firstToken));
    }
    return parts.join(QStringLiteral(" · "));
}

qint64 residentBytes(qint64 process) {
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (process == 0 || !status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:")) {
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
        }
    }
    return 0;
}

} // namespace salient::ui
