// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/settingsfile.h"

#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <string_view>

namespace Portlight::Helper
{

namespace
{

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t\r");
    if (from == std::string_view::npos) {
        return {};
    }
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// Both ways to write a name: with dots, or as a path. With slashes the dots are part of a name.
std::string canonicalName(std::string_view name)
{
    std::string result(name.starts_with('-') ? trimmed(name.substr(1)) : name);
    const std::size_t first = result.find_first_of("./");
    if (first != std::string::npos && result[first] == '/') {
        for (char &c : result) {
            c = c == '/' ? '.' : c;
        }
    }
    return result;
}

/// With slashes where a part has a dot of its own ("eth0.5"); else as everybody writes it.
std::string writtenName(const std::string &name)
{
    for (const std::string_view beginning : {"net.ipv4.conf.", "net.ipv6.conf."}) {
        const std::size_t end = name.rfind('.');
        if (!name.starts_with(beginning) || name.find('.', beginning.size()) == end) {
            continue;
        }
        std::string written = name;
        std::replace(written.begin(),
                     written.begin() + static_cast<std::ptrdiff_t>(beginning.size()), '.', '/');
        written[end] = '/';
        return written;
    }
    return name;
}

} // namespace

Settings parseSettings(const std::string &text)
{
    Settings settings;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
        const std::size_t equals = line.find('=');
        if (line.empty() || line.front() == '#' || line.front() == ';'
            || equals == std::string_view::npos) {
            continue;
        }
        const std::string name = canonicalName(trimmed(line.substr(0, equals)));
        const std::string value(trimmed(line.substr(equals + 1)));
        if (SettingStore::validate(name, value)) {
            settings[name] = value;
        }
    }
    return settings;
}

std::string settingsText(const Settings &settings)
{
    std::string text = "# Saved by portlightctl persist.\n";
    for (const auto &[name, value] : settings) {
        text += writtenName(name) + " = " + value + '\n';
    }
    return text;
}

std::string modulesText(const Settings &settings)
{
    const auto has = [&settings](std::string_view beginning) {
        return std::any_of(settings.begin(), settings.end(), [beginning](const auto &entry) {
            return entry.first.starts_with(beginning);
        });
    };
    std::string text;
    text += has("net.netfilter.nf_conntrack_") ? "nf_conntrack\n" : "";
    text += has("net.bridge.") ? "br_netfilter\n" : "";
    return text.empty() ? text
                        : std::string("# Saved by portlightctl persist, for ") + settingsFolder
            + '/' + settingsName + '\n' + text;
}

std::string moduleOptionsText(const Settings &settings)
{
    const auto buckets = settings.find("net.netfilter.nf_conntrack_buckets");
    if (buckets == settings.end() || !settings.contains("net.netfilter.nf_conntrack_max")) {
        return {};
    }
    return std::string("# Saved by portlightctl persist, for ") + settingsFolder + '/'
        + settingsName + "\noptions nf_conntrack hashsize=" + buckets->second + '\n';
}

Settings settingsToKeep(const Settings &file, const Settings &changed, const SettingStore &store)
{
    Settings result;
    for (const auto &[name, value] : changed) {
        const auto now = store.read(name);
        if (now && *now && **now == value) {
            result[name] = value;
        }
    }
    for (const auto &[name, value] : file) {
        const auto now = store.read(name);
        result[name] = now ? now->value_or(value) : value;
    }
    return result;
}

std::vector<std::string> overriddenSettings(const Settings &settings)
{
    // The only file that both systemd-sysctl (where linked) and procps read after all others.
    const Settings last = parseSettings(readSmallFile("/etc/sysctl.conf").value_or(std::string()));
    std::vector<std::string> names;
    for (const auto &[name, value] : last) {
        const auto ours = settings.find(name);
        if (ours != settings.end() && ours->second != value) {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace Portlight::Helper
