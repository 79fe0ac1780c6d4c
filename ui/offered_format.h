// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <vector>

namespace salient::ui {

/// A format of the engine's table, and whether it holds what is wanted.
struct OfferedFormat {
    enum class Verdict { Yes, WithRemarks, No };
    QString name; ///< "awq-gemm"
    Verdict verdict = Verdict::Yes;
    QStringList reasons;   ///< sentences, what stands in the way first
    QStringList takenBy;   ///< loaders that read every layer for what it is
    QStringList refusedBy; ///< the others of those whose rules are known
    bool oneFile = false;  ///< it is a file, not a folder
};

/// Reads the list "formats" of `plan` and `inspect`. Throws nlohmann::json::exception for a text that is none.
std::vector<OfferedFormat> formatsFromJson(const std::string& text);
/// Null for a name that is not among them.
const OfferedFormat* formatNamed(const std::vector<OfferedFormat>& formats, const QString& name);
/// `wanted` where it is possible; else the format made for several numbers of bits, else the first without remarks,
/// else the first that is possible. Empty when none is.
QString possibleFormat(const std::vector<OfferedFormat>& formats, const QString& wanted);
/// The verdict in one or two words.
QString verdictText(OfferedFormat::Verdict verdict);

} // namespace salient::ui
