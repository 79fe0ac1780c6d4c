// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace salient {

/// One scale search as its events told it: the candidates in the order of their evaluation, and the winner.
struct SearchRecord {
    /// A candidate without the names that all of a search share.
    struct Candidate {
        int64_t index = 0;
        std::string kind; ///< "identity", "activation" or "duo"
        double ratio = 0;
        double loss = 0;
        std::string objective; ///< "sampled" (Gram loss of a part of the outputs), "gram" or "block"
    };
    int64_t block = 0;
    std::string group;
    std::vector<Candidate> candidates;
    std::optional<ScaleChosen> chosen; ///< nothing while it runs
};

/// What one linear became, and how it was clipped.
struct LayerRecord {
    LayerQuantized layer;
    std::optional<ClipChosen> clip;
};

/// What an event was about, so that a view knows what to draw again.
enum class RecordPart {
    State, ///< began, ended, findings
    Progress,
    Calibration,
    Search,
    Channels,
    Layers,
    Blocks,
    Perplexity,
    Sensitivity,
    Text
};

/// A run, live or recorded, gathered from its events. What is drawn, reported and compared is read from here only.
/// Plain values: copies are independent.
class RunRecord {
public:
    /// Adds an event. Candidates after a choice belong to a new search of the same group.
    RecordPart apply(const Event& event);

    const std::optional<Started>& started() const { return m_started; }
    const std::vector<Issue>& issues() const { return m_issues; }
    const std::optional<CalibrationReady>& calibration() const { return m_calibration; }
    const Progress& progress() const { return m_progress; }
    /// Names of the blocks begun, by block number; empty for those not seen.
    const std::vector<std::string>& blockNames() const { return m_blockNames; }
    /// In the order in which they began.
    const std::vector<SearchRecord>& searches() const { return m_searches; }
    const std::vector<ChannelMagnitudes>& channels() const { return m_channels; }
    /// Of a search's group; null when the run did not say.
    const ChannelMagnitudes* channelsOf(int64_t block, const std::string& group) const;
    /// In the order in which they were packed.
    const std::vector<LayerRecord>& layers() const { return m_layers; }
    /// Null for a module that was not packed yet.
    const LayerRecord* layerOf(const std::string& module) const;
    const std::vector<BlockFinished>& blocks() const { return m_blocks; }
    const std::vector<PerplexityUpdate>& perplexity() const { return m_perplexity; }
    const std::vector<SetMeasured>& measuredSets() const { return m_measuredSets; }
    const std::string& text() const { return m_text; }
    /// JSON text of what the command promised; nothing while it runs or when it failed.
    const std::optional<std::string>& result() const { return m_result; }
    const std::optional<Failed>& failure() const { return m_failure; }
    bool paused() const { return m_paused; }
    bool ended() const { return m_result.has_value() || m_failure.has_value(); }

private:
    using Group = std::pair<int64_t, std::string>;

    RecordPart add(const Started& event);
    RecordPart add(const IssueFound& event);
    RecordPart add(const CalibrationReady& event);
    RecordPart add(const Progress& event);
    RecordPart add(const BlockStarted& event);
    RecordPart add(const ChannelMagnitudes& event);
    RecordPart add(const ScaleCandidate& event);
    RecordPart add(const ScaleChosen& event);
    RecordPart add(const ClipChosen& event);
    RecordPart add(const LayerQuantized& event);
    RecordPart add(const BlockFinished& event);
    RecordPart add(const PerplexityUpdate& event);
    RecordPart add(const SetMeasured& event);
    RecordPart add(const TextGenerated& event);
    RecordPart add(const Finished& event);
    RecordPart add(const Failed& event);
    RecordPart add(const Paused& event);
    RecordPart add(const Resumed& event);
    SearchRecord& openSearch(int64_t block, const std::string& group);

    std::optional<Started> m_started;
    std::vector<Issue> m_issues;
    std::optional<CalibrationReady> m_calibration;
    Progress m_progress;
    std::vector<std::string> m_blockNames;
    std::vector<SearchRecord> m_searches;
    std::map<Group, size_t> m_lastSearch; ///< into m_searches
    std::vector<ChannelMagnitudes> m_channels;
    std::map<Group, size_t> m_channelsOf;
    std::vector<LayerRecord> m_layers;
    std::map<std::string, size_t> m_layerOf;
    std::map<std::string, ClipChosen> m_clips; ///< those whose linear is not packed yet
    std::vector<BlockFinished> m_blocks;
    std::vector<PerplexityUpdate> m_perplexity;
    std::vector<SetMeasured> m_measuredSets;
    std::string m_text;
    std::optional<std::string> m_result;
    std::optional<Failed> m_failure;
    bool m_paused = false;
};

} // namespace salient
