// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offered_format.h"

#include "ui/json_values.h"

#include <QCoreApplication>

#include <algorithm>

namespace salient::ui {

using Verdict = OfferedFormat::Verdict;

std::vector<OfferedFormat> formatsFromJson(const std::string& text) {
    std::vector<OfferedFormat> formats;
    for (const Json& json : jsonFromText(text)) {
        OfferedFormat format;
        format.name = textAt(json, "format");
        const QString verdict = textAt(json, "verdict");
        format.verdict = verdict == QStringLiteral("yes")  ? Verdict::Yes
                         : verdict == QStringLiteral("no") ? Verdict::No
                                                           : Verdict::WithRemarks;
        for (const Json& reason : json.value("reasons", Json::array())) {
            format.reasons.append(textAt(reason, "sentence"));
        }
        for (const Json& loader : json.value("loaders", Json::array())) {
            (loader.value("agrees", false) ? format.takenBy : format.refusedBy).append(textAt(loader, "loader"));
        }
        format.oneFile = textAt(json, "output") == QStringLiteral("file");
        formats.push_back(std::move(format));
    }
    return formats;
}

const OfferedFormat* formatNamed(const std::vector<OfferedFormat>& formats, const QString& name) {
    const auto found =
        std::find_if(formats.begin(), formats.end(), [&](const OfferedFormat& format) { return format.name == name; });
    return found == formats.end() ? nullptr : &*found;
}

QString possibleFormat(const std::vector<OfferedFormat>& formats, const QString& wanted) {
    for (const QString& name : {wanted, QStringLiteral("compressed-tensors")}) {
        const OfferedFormat* format = formatNamed(formats, name);
        if (format != nullptr && format->verdict != Verdict::No) {
            return name;
        }
    }
    for (const Verdict verdict : {Verdict::Yes, Verdict::WithRemarks}) {
        const auto found = std::find_if(formats.begin(), formats.end(),
                                        [&](const OfferedFormat& format) { return format.verdict == verdict; });
        if (found != formats.end()) {
            return found->name;
        }
    }
    return {};
}

QString verdictText(Verdict verdict) {
    return verdict == Verdict::Yes           ? QCoreApplication::translate("Formats", "possible")
           : verdict == Verdict::WithRemarks ? QCoreApplication::translate("Formats", "with remarks")
                                             : QCoreApplication::translate("Formats", "not possible");
}

} // namespace salient::ui
