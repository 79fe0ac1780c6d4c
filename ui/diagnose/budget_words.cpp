// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/budget_words.h"

#include "ui/diagnose/budget.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <map>

namespace salient::ui {

namespace {

QString number(double value, int digits) {
    return QLocale().toString(value, 'f', digits);
}

QString chosenBits(const Budget& budget) {
    std::map<int, int> counts;
    for (const int bits : budget.answer()->bits) {
        ++counts[bits];
    }
    QStringList parts;
    for (const auto& [bits, count] : counts) {
        parts.append((bits == 16
                          ? QCoreApplication::translate("BudgetWords", "%n stay(s) in 16 bit", nullptr, count)
                          : QCoreApplication::translate("BudgetWords", "%n get(s) %1 bit", nullptr, count).arg(bits)));
    }
    return QCoreApplication::translate("BudgetWords", "Of the sets of layers that share their bits, %1.")
        .arg(parts.join(QStringLiteral(", ")));
}

QString predicted(const Budget& budget) {
    const BudgetAnswer& answer = *budget.answer();
    QString words =
        QCoreApplication::translate("BudgetWords", "Predicted perplexity <b>%1</b>, between %2 and %3; KL %4.")
            .arg(number(answer.perplexity, 3), number(answer.perplexityLow, 3), number(answer.perplexityHigh, 3),
                 numberText(answer.kl.mean));
    const double whole = plainMean(budget.record().quantized.kl);
    if (whole > 0.0) {
        words += QLatin1Char(' ') +
                 QCoreApplication::translate("BudgetWords",
                                             "That takes back %1 % of what quantising costs on the measured text.")
                     .arg(number(100.0 * (1.0 - answer.kl.mean / whole), 0));
    }
    if (answer.gap > 0.01 * answer.kl.mean && answer.kl.mean > 0.0) {
        words += QLatin1Char(' ') +
                 QCoreApplication::translate("BudgetWords", "A better choice could save a KL of %1 at most.")
                     .arg(numberText(answer.gap));
    }
    return words;
}

QString keptWords(const Budget& budget) {
    QStringList parts;
    if (budget.pinnedSets() > 0) {
        parts.append(QCoreApplication::translate("BudgetWords", "%n set(s) that you marked stay(s) so.", nullptr,
                                                 budget.pinnedSets()));
    }
    if (budget.noisySets() > 0) {
        parts.append(QCoreApplication::translate("BudgetWords", "%n set(s) within the noise get(s) no more bits.",
                                                 nullptr, budget.noisySets()));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

QString budgetWords(const Budget& budget) {
    if (!budget.ready()) {
        return QCoreApplication::translate("BudgetWords", "A budget needs a measurement of the sensitivity.");
    }
    if (budget.tooSmall()) {
        const double least = budget.range().first;
        QString words =
            QCoreApplication::translate(
                "BudgetWords",
                "<b>Not possible.</b> The smallest is %1 bits per weight, %2: %3 bits as the fewest, with their "
                "scales and zero points, and %4 of files that are not quantised.")
                .arg(number(least, 2), bytesText(bytesOfBits(budget.record(), least)))
                .arg(budget.fewestBits())
                .arg(bytesText(budget.record().otherBytes));
        return budget.pinnedSets() > 0 ? words + QLatin1Char(' ') + keptWords(budget) : words;
    }
    const BudgetAnswer& answer = *budget.answer();
    return QStringLiteral("<p>%1 %2</p><p>%3</p><p>%4</p>")
        .arg(
            QCoreApplication::translate("BudgetWords", "<b>%1 bits per weight of the measured layers, files of %2.</b>")
                .arg(number(answer.bitsPerWeight, 2), bytesText(answer.fileBytes)),
            chosenBits(budget), predicted(budget), keptWords(budget));
}

} // namespace salient::ui
