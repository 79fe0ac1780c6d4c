// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/journal.h"

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

SweepJournal::SweepJournal(std::filesystem::path file, const std::string& key) : m_file(std::move(file)) {
    std::vector<std::string> lines;
    {
        std::ifstream in(m_file, std::ios::binary);
        std::string line;
        bool mine = std::getline(in, line) && line == key;
        while (mine && std::getline(in, line)) {
            try {
                const Json json = jsonFromText(line);
                WindowEffect effect{json.at("loss").get<std::vector<double>>(),
                                    json.at("kl").get<std::vector<double>>()};
                m_known[{json.at("sweep").get<std::string>(), json.at("set").get<std::string>()}] = std::move(effect);
                lines.push_back(line);
            } catch (const Json::exception&) {
                mine = false; // torn when the run was stopped; what follows is measured again
            }
        }
    }
    m_out.open(m_file, std::ios::binary | std::ios::trunc);
    m_out << key << '\n';
    for (const std::string& line : lines) {
        m_out << line << '\n';
    }
    m_out.flush();
    if (!m_out) {
        throw resourceError("sensitivity.journal", fmt::format("{} cannot be written.", m_file.string()));
    }
}

const WindowEffect* SweepJournal::find(const std::string& sweep, const std::string& set) const {
    const auto found = m_known.find({sweep, set});
    return found == m_known.end() ? nullptr : &found->second;
}

void SweepJournal::add(const std::string& sweep, const std::string& set, const WindowEffect& effect) {
    m_out << jsonToText({{"sweep", sweep}, {"set", set}, {"loss", effect.loss}, {"kl", effect.kl}}) << '\n';
    m_out.flush();
    if (!m_out) {
        throw resourceError("sensitivity.journal", fmt::format("{} cannot be written.", m_file.string()));
    }
    m_known[{sweep, set}] = effect;
}

void SweepJournal::finish() {
    m_out.close();
    std::error_code ignored; // a journal that stays is read again, and says the same
    std::filesystem::remove(m_file, ignored);
}

} // namespace salient
