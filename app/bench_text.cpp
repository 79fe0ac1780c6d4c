// SPDX-License-Identifier: Apache-2.0
#include "app/bench_text.h"

#include "core/checkpoint/output_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

std::string secondsText(double seconds) {
    return seconds < 1e-3   ? fmt::format("{:.1f} µs", seconds * 1e6)
           : seconds < 1.0  ? fmt::format("{:.2f} ms", seconds * 1e3)
           : seconds < 60.0 ? fmt::format("{:.2f} s", seconds)
                            : fmt::format("{:.0f} s", seconds);
}

std::string machineText(const Json& result) {
    return fmt::format("{}, {} threads; medians of {}\n", result["device"].get<std::string>(), result["threads"].dump(),
                       result["repeats"].dump());
}

std::string speedText(const char* name, const Json& speed) {
    return fmt::format("{:<20} {:>9.1f} tokens/s  {:>6} tokens in {} (best {})\n", name,
                       speed["tokens_per_second"].get<double>(), speed["tokens"].dump(), secondsText(speed["seconds"]),
                       secondsText(speed["best_seconds"]));
}

std::string startText(const char* name, const Json& start) {
    return fmt::format("{:<24} ready {:>10}  first token {:>10}  {:>7.2f} GB/s\n", name,
                       secondsText(start["ready_seconds"]), secondsText(start["first_token_seconds"]),
                       start["gb_per_second"].get<double>());
}

std::string denseText(const Json& dense) {
    return dense.is_null()
               ? fmt::format("{:>10} {:>8}", "-", "-")
               : fmt::format("{:>10} {:>8.1f}", secondsText(dense["seconds"]), dense["gflops"].get<double>());
}

} // namespace

std::string benchModelText(const Json& result) {
    const Json& later = result["follow_up"];
    std::string text = machineText(result);
    text += speedText("prompt", result["prompt"]);
    text += speedText("decode", result["decode"]);
    text += fmt::format("{:<20} {:>9}\n", "first token", secondsText(result["first_token"]["seconds"]));
    text += fmt::format("{:<20} {:>9}  {:.2f} times the first turn; behind {} tokens, {} of them reused\n",
                        "of a follow-up turn", secondsText(later["seconds"]), later["times_first_turn"].get<double>(),
                        later["history"].dump(), later["reused_tokens"].dump());
    text += fmt::format("{:<20} {:>9}\n", "load", secondsText(result["load_seconds"]));
    text += fmt::format("{:<20} {:>9}\n", "peak memory", bytesText(result["peak_bytes"]));
    return text;
}

std::string benchLoadText(const Json& result) {
    std::string text = fmt::format("{} of weights; {}; medians of {}\n", bytesText(result["bytes"]),
                                   result["device"].get<std::string>(), result["repeats"].dump());
    text += startText("cold", result["cold"]);
    text += startText("warm", result["warm"]);
    if (result["kept_warm"].is_null()) {
        text += "packed weights           none are kept for this model\n";
    } else {
        text += startText("cold, packed weights", result["kept_cold"]);
        text += startText("warm, packed weights", result["kept_warm"]);
    }
    if (result["direct_read"].is_null()) {
        text += "direct read              this file system has no O_DIRECT\n";
    } else {
        const Json& direct = result["direct_read"];
        text += fmt::format("{:<24} {}  {:.2f} GB/s; the cold start reaches {:.0f} % of that\n", "direct read",
                            secondsText(direct["seconds"]), direct["gb_per_second"].get<double>(),
                            result["share_of_direct_read"].get<double>() * 100.0);
    }
    const int64_t stayed = result["resident_bytes_before_cold"];
    return text + fmt::format("cold: {}; {}\n", result["cold_means"].get<std::string>(),
                              stayed == 0 ? "nothing stayed there"
                                          : bytesText(stayed) + " stayed there, which another process uses; the share "
                                                                "is that of the rest");
}

std::string benchKernelsText(const Json& result) {
    std::string text = machineText(result);
    for (const Json& shape : result["shapes"]) {
        text += fmt::format("\n{} x {} (out x in), {} bits, groups of {}: {} per weight, {} taking turns; memory reads "
                            "{:.1f} GB/s\n",
                            shape["out"].dump(), shape["in"].dump(), result["bits"].dump(), shape["group_size"].dump(),
                            bytesText(shape["weight_bytes"]), shape["copies"].dump(),
                            shape["read_gb_per_second"].get<double>());
        text += fmt::format("{:>6} {:>10} {:>7} {:>6} {:>8}  {:>10} {:>8}  {:>10} {:>8}\n", "rows", "time", "GB/s",
                            "share", "GFLOP/s", "fp32", "GFLOP/s", "bf16", "GFLOP/s");
        for (const Json& row : shape["rows"]) {
            text += fmt::format("{:>6} {:>10} {:>7.2f} {:>4.0f} % {:>8.1f}  {}  {}\n", row["rows"].dump(),
                                secondsText(row["seconds"]), row["gb_per_second"].get<double>(),
                                row["share_of_read_speed"].get<double>() * 100.0, row["gflops"].get<double>(),
                                denseText(row["dense_fp32"]), denseText(row["dense_bf16"]));
        }
    }
    return text;
}

} // namespace salient
