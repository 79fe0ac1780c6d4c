// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of a session's recipe: those made by hand, and those that a budget chose.
#include "ui/session.h"
#include "ui/text.h"

#include <algorithm>

namespace salient::ui {

std::optional<int> Session::markOf(const QString& module) const {
    const std::string name = module.toStdString();
    for (const Mark& mark : m_recipe.marks) {
        if (mark.module == name) {
            return mark.bits;
        }
    }
    return std::nullopt;
}

QStringList Session::withFused(const QStringList& modules) const {
    QStringList all;
    QSet<QString> sets;
    const QSet<QString> wanted(modules.begin(), modules.end());
    if (!m_plan) {
        return modules;
    }
    for (const PlannedLayer& layer : m_plan->layers) {
        if (wanted.contains(layer.module) && !layer.fusedSet.isEmpty()) {
            sets.insert(layer.fusedSet);
        }
    }
    for (const PlannedLayer& layer : m_plan->layers) {
        if (wanted.contains(layer.module) || sets.contains(layer.fusedSet)) {
            all.append(layer.module);
        }
    }
    return all;
}

void Session::markLayers(const QStringList& modules, int bits) {
    const QStringList all = withFused(modules);
    if (all.isEmpty()) {
        return;
    }
    Recipe recipe = m_recipe;
    const QSet<QString> names(all.begin(), all.end());
    std::erase_if(recipe.marks, [&](const Mark& mark) { return names.contains(text(mark.module)); });
    m_budgetMarks.removeIf([&](const auto& mark) { return names.contains(mark.key()); }); // from now on by hand
    if (bits != recipe.bits) {
        for (const QString& module : all) {
            recipe.marks.push_back({module.toStdString(), bits});
        }
    }
    const int count = static_cast<int>(all.size());
    changeRecipe(recipe, bits == recipe.bits ? tr("unmark %n layer(s)", nullptr, count)
                                             : tr("mark %n layer(s) %1-bit", nullptr, count).arg(bits));
}

void Session::useBudget(const std::vector<Mark>& marks) {
    Recipe recipe = m_recipe;
    std::erase_if(recipe.marks, [&](const Mark& mark) { return !markedByHand(text(mark.module)); });
    m_budgetMarks.clear();
    for (const Mark& mark : marks) {
        m_budgetMarks.insert(text(mark.module), mark.bits);
        std::erase_if(recipe.marks, [&](const Mark& old) { return old.module == mark.module; });
        recipe.marks.push_back(mark);
    }
    changeRecipe(recipe, tr("mark %n layer(s) for a size", nullptr, static_cast<int>(marks.size())));
}

bool Session::markedByHand(const QString& module) const {
    const std::optional<int> bits = markOf(module);
    return bits.has_value() && m_budgetMarks.value(module) != *bits;
}

} // namespace salient::ui
