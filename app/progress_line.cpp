// SPDX-License-Identifier: Apache-2.0
#include "app/progress_line.h"

#include "core/environment.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace salient {

static size_t terminalColumns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// The first `count` characters of UTF-8 text.
static std::string firstCharacters(const std::string& text, size_t count) {
    size_t end = 0;
    for (size_t characters = 0; end < text.size(); ++end) {
        const bool starts = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (starts && characters++ == count) {
            break;
        }
    }
    return text.substr(0, end);
}

std::string durationText(double seconds) {
    const auto whole = static_cast<int64_t>(seconds + 0.5);
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    if (whole < 3600) {
        return fmt::format("{}:{:02}", whole / 60, whole % 60);
    }
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

static std::chrono::steady_clock::duration betweenDrawings(ProgressStyle style) {
    using namespace std::chrono_literals;
    if (style != ProgressStyle::Log) {
        return 100ms;
    }
    constexpr int64_t kUsual = 30;
    constexpr int64_t kMost = 24 * 3600; // more would overflow the clock's nanoseconds
    try {
        const int64_t asked = environmentCount("SALIENT_PROGRESS_SECONDS", "seconds").value_or(kUsual);
        return std::chrono::seconds(std::min(asked, kMost));
    } catch (const Error& wrong) { // no reason not to do the work
        fmt::print(stderr, "{} {} are used.\n", wrong.what(), kUsual);
        return std::chrono::seconds(kUsual);
    }
}

// A command that ends before the first line of a log is due says nothing there.
ProgressLine::ProgressLine(ProgressStyle style)
    : m_style(style), m_betweenDrawings(betweenDrawings(style)),
      m_lastDrawn(style == ProgressStyle::Log ? m_start : Clock::time_point()) {}

/// True when the event changes what the line says.
bool ProgressLine::take(const Event& event) {
    if (const auto* progress = std::get_if<Progress>(&event)) {
        m_fraction = progress->fraction;
        m_secondsLeft = progress->secondsLeft;
        m_what = progress->phase + " " + progress->item;
    } else if (const auto* scale = std::get_if<ScaleChosen>(&event)) {
        m_note = fmt::format("{}: loss {:.3g} (rounding {:.3g})", scale->group, scale->loss, scale->identityLoss);
    } else if (const auto* layer = std::get_if<LayerQuantized>(&event)) {
        m_note = fmt::format("{}: error {:.2g}", layer->module, layer->relativeError);
    } else if (const auto* perplexity = std::get_if<PerplexityUpdate>(&event)) {
        const double elapsed = std::chrono::duration<double>(Clock::now() - m_start).count();
        m_fraction =
            static_cast<double>(perplexity->window) / static_cast<double>(std::max<int64_t>(perplexity->windows, 1));
        m_secondsLeft = m_fraction > 0.0 ? elapsed * (1.0 - m_fraction) / m_fraction : -1.0;
        m_what = fmt::format("window {}/{}", perplexity->window, perplexity->windows);
        m_note = fmt::format("perplexity {:.4g} ± {:.2g}", perplexity->perplexity, perplexity->standardError);
    } else {
        return false;
    }
    return true;
}

std::string ProgressLine::line() const {
    std::string text = fmt::format("{:3.0f} %  {}", m_fraction * 100.0, m_what);
    if (!m_note.empty()) {
        text += "  " + m_note;
    }
    if (m_secondsLeft >= 0.0) {
        text += fmt::format("  {} left", durationText(m_secondsLeft));
    }
    return text;
}

void ProgressLine::show(const Event& event) {
    if (m_style == ProgressStyle::None || !take(event) || Clock::now() - m_lastDrawn < m_betweenDrawings) {
        return;
    }
    m_lastDrawn = Clock::now();
    if (m_style == ProgressStyle::Log) {
        fmt::print(stderr, "{}\n", line());
        return;
    }
    m_visible = true;
    // Back to the first column, the text, and what is left of the old line erased.
    fmt::print(stderr, "\r{}\x1b[K", firstCharacters(line(), terminalColumns() - 1));
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (m_visible) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
        m_visible = false;
        m_lastDrawn = {};
    }
}

} // namespace salient
