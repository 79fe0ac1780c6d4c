// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/budget_chart.h"
#include "ui/diagnose/measurement.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace salient::ui {

/// A size for the files, and what the measurement says is the best use of it. Marks made by hand are pins; sets within
/// the noise of the measurement get no more bits than they were measured with. Solves at once, in the window: plain
/// values, milliseconds.
class Budget : public QObject {
    Q_OBJECT

public:
    Budget(Session& session, Measurement& measurement, QObject* parent = nullptr);

    /// There is a measurement that choices can be made from.
    bool ready() const { return m_ready; }
    /// Bits per weight of the measured sets, scales and zero points included.
    double bits() const { return m_bits; }
    qint64 bytes() const;
    void setBits(double bitsPerWeight);
    void setBytes(qint64 fileBytes);
    /// Smallest and largest that the options and pins allow.
    const std::pair<double, double>& range() const { return m_range; }
    /// Which bits a set may get besides those it was measured with.
    bool allows(int bits) const { return m_options.contains(bits); }
    void allow(int bits, bool allowed);
    /// Nothing when the size is not possible.
    const std::optional<BudgetAnswer>& answer() const { return m_answer; }
    /// Whether the size lies below the smallest possible one.
    bool tooSmall() const { return m_ready && !m_answer; }
    int pinnedSets() const { return m_pinnedSets; }
    int noisySets() const { return m_answer ? static_cast<int>(m_answer->withinNoise) : 0; }
    int fewestBits() const;
    /// What the answer gives linears other bits than they were measured with; pins are not among them.
    std::vector<Mark> marks() const;
    /// Puts them into the recipe of the measured model, as one step of the undo stack.
    void useMarks();
    /// Whether the recipe holds just what the answer says.
    bool inUse() const;

    ChartData chart(const BudgetView& view) const;
    const SensitivityRecord& record() const { return *m_measurement.record(); }
    /// For what follows from a budget; the session's desk forgets questions that a newer one of its own replaces.
    EngineProcess& engine() { return *m_engine; }
    /// Runs made from this measurement, measured on its text.
    void addMeasured(const SizedRun& run);

Q_SIGNALS:
    void changed();

private:
    void measurementChanged();
    void recipeChanged();
    void prepare();
    void solve();
    void growCurve();
    BudgetRequest request() const;
    std::map<std::string, int> pinsByHand() const;
    void askForRuns();
    void takeRuns(const std::string& json);

    Session& m_session;
    Measurement& m_measurement;
    EngineProcess* m_engine;
    bool m_ready = false;
    double m_bits = 0;
    std::pair<double, double> m_range;
    QSet<int> m_options = {8, 16};
    std::map<std::string, int> m_pins; ///< by hand
    int m_pinnedSets = 0;
    std::optional<BudgetAnswer> m_answer;
    PredictionBasis m_basis;
    std::vector<BudgetAnswer> m_curve;
    std::vector<BudgetAnswer> m_growing; ///< the next curve, until it is whole
    int m_curvePoints = 0;               ///< of it, that were solved
    QTimer m_growth;
    std::vector<SizedRun> m_runs;
    std::vector<SizedRun> m_measuredRuns;
};

} // namespace salient::ui
