// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagnose/budget.h"

#include <QObject>

#include <optional>

namespace salient::ui {

/// A run with the marks of a budget: the settings of the measured run, a format that holds the marks, and afterwards
/// what was measured beside what was predicted, on the text of the measurement.
class MarkedRun : public QObject {
    Q_OBJECT

public:
    MarkedRun(Session& session, Measurement& measurement, Budget& budget, QObject* parent = nullptr);

    /// The answer of the budget can be run now.
    bool canStart() const;
    void start();
    /// What was predicted and what came of it, in sentences; empty before the first run.
    const QString& words() const { return m_words; }

Q_SIGNALS:
    void changed();

private:
    void chooseFormat(Recipe recipe);
    void begin(Recipe recipe, const QString& format);
    void follow();
    void compare();
    void takeComparison(const std::string& json);
    void say(const QString& words);

    Session& m_session;
    Measurement& m_measurement;
    Budget& m_budget;
    bool m_asking = false; ///< for the formats
    bool m_running = false;
    std::optional<BudgetAnswer> m_promised;
    qint64 m_bytes = 0;
    QString m_words;
};

} // namespace salient::ui
