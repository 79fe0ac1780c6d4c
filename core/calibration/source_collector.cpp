// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/source_collector.h"

#include "core/calibration/text_sampling.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

static bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

void SourceCollector::addText(std::string_view text) {
    ++m_source.textsRead;
    if (isBlank(text)) {
        ++m_source.emptyTexts;
        return;
    }
    for (const std::string_view excerpt : sampleText(text, m_reading.budgetBytes, m_random)) {
        if (!isBlank(excerpt)) {
            m_source.texts.push_back({std::string(excerpt), {}});
        }
    }
}

void SourceCollector::addRecord(const TextRecord& record) {
    ++m_records;
    ++m_fields[record.field];
    if (record.isIds) {
        ++m_source.textsRead;
        record.ids.empty() ? void(++m_source.emptyTexts) : m_source.idLists.push_back(record.ids);
        return;
    }
    const bool hasPrompts = record.messages.size() > 1 || record.isChat;
    if (!hasPrompts) {
        return addText(record.text);
    }
    ++m_source.textsRead;
    m_source.chats += record.isChat ? 1 : 0;
    try {
        m_source.texts.push_back(calibrationText(record, m_reading.chatTemplate));
    } catch (const Error& refusal) {
        // One conversation in an order that the template forbids does not spoil the others; it is counted and reported.
        m_source.firstRefusal = m_source.refusedByTemplate == 0 ? refusal.what() : m_source.firstRefusal;
        ++m_source.refusedByTemplate;
    }
}

TextSource SourceCollector::finish(const std::string& what) {
    std::string fields;
    for (const auto& [field, count] : m_fields) {
        fields += fmt::format("{}{} ({})", fields.empty() ? ", read from " : ", ", field, count);
    }
    m_source.note = what + fields;
    return std::move(m_source);
}

} // namespace salient
