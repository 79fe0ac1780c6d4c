// SPDX-License-Identifier: Apache-2.0
#include "core/record/run_record.h"

namespace salient {

RecordPart RunRecord::apply(const Event& event) {
    return std::visit([this](const auto& one) { return add(one); }, event);
}

RecordPart RunRecord::add(const Started& event) {
    m_started = event;
    return RecordPart::State;
}

RecordPart RunRecord::add(const IssueFound& event) {
    m_issues.push_back(event.issue);
    return RecordPart::State;
}

RecordPart RunRecord::add(const CalibrationReady& event) {
    m_calibration = event;
    return RecordPart::Calibration;
}

RecordPart RunRecord::add(const Progress& event) {
    m_progress = event;
    return RecordPart::Progress;
}

RecordPart RunRecord::add(const BlockStarted& event) {
    // A recording is a file from outside: a block number is no size before it was compared with one.
    constexpr int64_t kMostBlocks = 100'000;
    if (event.block >= 0 && event.block < kMostBlocks) {
        const auto block = static_cast<size_t>(event.block);
        if (m_blockNames.size() <= block) {
            m_blockNames.resize(block + 1);
        }
        m_blockNames[block] = event.name;
    }
    return RecordPart::Progress;
}

RecordPart RunRecord::add(const ChannelMagnitudes& event) {
    const auto [found, isNew] = m_channelsOf.try_emplace({event.block, event.group}, m_channels.size());
    if (isNew) {
        m_channels.push_back(event);
    } else {
        m_channels[found->second] = event;
    }
    return RecordPart::Channels;
}

SearchRecord& RunRecord::openSearch(int64_t block, const std::string& group) {
    const auto [found, isNew] = m_lastSearch.try_emplace({block, group}, m_searches.size());
    if (isNew || m_searches[found->second].chosen) {
        found->second = m_searches.size();
        m_searches.push_back({.block = block, .group = group, .candidates = {}, .chosen = {}});
    }
    return m_searches[found->second];
}

RecordPart RunRecord::add(const ScaleCandidate& event) {
    openSearch(event.block, event.group)
        .candidates.push_back({event.index, event.kind, event.ratio, event.loss, event.objective});
    return RecordPart::Search;
}

RecordPart RunRecord::add(const ScaleChosen& event) {
    openSearch(event.block, event.group).chosen = event;
    return RecordPart::Search;
}

RecordPart RunRecord::add(const ClipChosen& event) {
    m_clips[event.module] = event;
    return RecordPart::Layers;
}

RecordPart RunRecord::add(const LayerQuantized& event) {
    LayerRecord record{event, {}};
    if (auto clip = m_clips.extract(event.module)) {
        record.clip = std::move(clip.mapped());
    }
    const auto [found, isNew] = m_layerOf.try_emplace(event.module, m_layers.size());
    if (isNew) {
        m_layers.push_back(std::move(record));
    } else {
        m_layers[found->second] = std::move(record);
    }
    return RecordPart::Layers;
}

RecordPart RunRecord::add(const BlockFinished& event) {
    m_blocks.push_back(event);
    return RecordPart::Blocks;
}

RecordPart RunRecord::add(const PerplexityUpdate& event) {
    m_perplexity.push_back(event);
    return RecordPart::Perplexity;
}

RecordPart RunRecord::add(const SetMeasured& event) {
    m_measuredSets.push_back(event);
    return RecordPart::Sensitivity;
}

RecordPart RunRecord::add(const TextGenerated& event) {
    m_text += event.text;
    return RecordPart::Text;
}

RecordPart RunRecord::add(const Finished& event) {
    m_result = event.result;
    return RecordPart::State;
}

RecordPart RunRecord::add(const Failed& event) {
    m_failure = event;
    return RecordPart::State;
}

RecordPart RunRecord::add(const Paused&) {
    m_paused = true;
    return RecordPart::State;
}

RecordPart RunRecord::add(const Resumed&) {
    m_paused = false;
    return RecordPart::State;
}

const ChannelMagnitudes* RunRecord::channelsOf(int64_t block, const std::string& group) const {
    const auto found = m_channelsOf.find({block, group});
    return found == m_channelsOf.end() ? nullptr : &m_channels[found->second];
}

const LayerRecord* RunRecord::layerOf(const std::string& module) const {
    const auto found = m_layerOf.find(module);
    return found == m_layerOf.end() ? nullptr : &m_layers[found->second];
}

} // namespace salient
