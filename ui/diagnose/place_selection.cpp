// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagnose/place_selection.h"

#include "ui/plots/chart_view.h"

#include <algorithm>

namespace salient::ui {

static void selectPlaces(Session& session, const std::function<QStringList(int place)>& modulesAt, int first, int last,
                         Qt::KeyboardModifiers modifiers) {
    const bool adds = modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier);
    QSet<QString> modules = adds ? session.selectedLayers() : QSet<QString>();
    const bool toggles = modifiers.testFlag(Qt::ControlModifier) && first == last;
    for (int place = first; place <= last; ++place) {
        const QStringList here = modulesAt(place);
        const bool all = std::all_of(here.begin(), here.end(), [&](const auto& one) { return modules.contains(one); });
        for (const QString& module : here) {
            if (toggles && all) {
                modules.remove(module);
            } else {
                modules.insert(module);
            }
        }
    }
    session.selectLayers(modules);
}

void selectFrom(ChartView& chart, Session& session, const std::function<QStringList(int place)>& modulesAt) {
    QObject::connect(&chart, &ChartView::placeClicked, &chart,
                     [&session, modulesAt](int place, Qt::KeyboardModifiers keys) {
                         selectPlaces(session, modulesAt, place, place, keys);
                     });
    QObject::connect(&chart, &ChartView::placesEnclosed, &chart,
                     [&session, modulesAt](int first, int last, Qt::KeyboardModifiers keys) {
                         selectPlaces(session, modulesAt, first, last, keys);
                     });
}

} // namespace salient::ui
