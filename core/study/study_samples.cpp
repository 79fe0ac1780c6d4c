// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_samples.h"

#include "core/recipe.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <set>

namespace salient {

namespace {

using Sequences = std::vector<std::vector<int32_t>>;

Sequences drawn(const SampleSource& source, uint64_t seed, int64_t count) {
    CalibrationOptions options;
    if (!source.source.empty()) {
        options.sources = {source.source};
    }
    options.samples = count;
    options.length = source.length;
    options.seed = seed;
    CalibrationData data =
        readCalibration(options, Recipe().holdoutSamples, source.tokenizer, source.vocabulary, source.chatTemplate);
    if (static_cast<int64_t>(data.sequences.size()) < count || data.report.length < source.length) {
        throw inputError("study.too_little_text",
                         fmt::format("{} gives {} samples of {} tokens; the study asks for {} of {}: give more text or "
                                     "fewer --samples.",
                                     source.source.empty() ? "The default text" : source.source, data.sequences.size(),
                                     data.report.length, count, source.length));
    }
    return std::move(data.sequences);
}

/// The places of `wanted` in `all`, in order; fewer when it is not a part of it in this order.
std::vector<size_t> placesIn(const Sequences& all, const Sequences& wanted) {
    std::vector<size_t> places;
    for (size_t i = 0; i < all.size() && places.size() < wanted.size(); ++i) {
        if (all[i] == wanted[places.size()]) {
            places.push_back(i);
        }
    }
    return places;
}

} // namespace

bool StudySamples::includes(int64_t samples, size_t sequence) const {
    const auto found = places.find(samples);
    return found != places.end() && std::ranges::binary_search(found->second, sequence);
}

// Draws with one seed begin alike and are put in the order of the text, so that fewer samples are a part of more. Texts
// so large that a part of them is read are the exception: how much is read depends on the number of samples.
StudySamples readStudySamples(const SampleSource& source, uint64_t seed, const std::vector<int64_t>& counts) {
    const std::set<int64_t, std::greater<>> descending(counts.begin(), counts.end());
    StudySamples samples;
    for (const int64_t count : descending) {
        Sequences wanted = drawn(source, seed, count);
        std::vector<size_t> places = placesIn(samples.sequences, wanted);
        if (places.size() < wanted.size()) {
            places.resize(wanted.size());
            std::iota(places.begin(), places.end(), samples.sequences.size());
            std::ranges::move(wanted, std::back_inserter(samples.sequences));
        }
        samples.places.emplace(count, std::move(places));
    }
    return samples;
}

} // namespace salient
