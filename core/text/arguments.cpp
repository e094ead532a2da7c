// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/arguments.h"

#include "core/text/saveparser.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_';
}

} // namespace

/// Nearly every line a save program prints: blanks, no quotes.
void ArgumentList::splitPlain(std::string_view line)
{
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        if (end > 0) {
            const std::string_view word = line.substr(0, end);
            m_arguments.push_back({word, word, false});
        }
        line.remove_prefix(std::min(line.size(), end + 1));
    }
}

bool ArgumentList::split(std::string_view line)
{
    m_line = line;
    m_arguments.clear();
    m_unquoted.clear();
    std::size_t position = 0;
    const auto has = [line](char character) {
        return line.find(character) != std::string_view::npos;
    };
    if (!has('"') && !has('\t') && !has('\n')) {
        splitPlain(line);
        return true;
    }
    while (true) {
        while (position < line.size() && isBlank(line[position])) {
            ++position;
        }
        if (position == line.size()) {
            return true;
        }
        const std::size_t begin = position;
        while (position < line.size() && !isBlank(line[position]) && line[position] != '"') {
            ++position;
        }
        if (position == line.size() || line[position] != '"') {
            const std::string_view word = line.substr(begin, position - begin);
            m_arguments.push_back({word, word, false});
            continue;
        }
        std::string value(line.substr(begin, position - begin));
        bool open = false;
        std::size_t quoteBegin = position;
        for (; position < line.size() && (open || !isBlank(line[position])); ++position) {
            const char c = line[position];
            if (c == '"') {
                open = !open;
                quoteBegin = position;
            } else if (open && c == '\\' && position + 1 < line.size()) {
                value += line[++position];
            } else {
                value += c;
            }
        }
        if (open) {
            m_errorOffset = quoteBegin;
            return false;
        }
        m_unquoted.push_back(std::move(value));
        m_arguments.push_back({line.substr(begin, position - begin), m_unquoted.back(), true});
    }
}

void appendQuoted(std::string &text, std::string_view value)
{
    if (!value.empty() && std::all_of(value.begin(), value.end(), isPlain)) {
        text += value;
        return;
    }
    text += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\' || c == '\'') {
            text += '\\';
        }
        text += c;
    }
    text += '"';
}

Result<std::vector<std::string>> splitArguments(std::string_view line)
{
    ArgumentList arguments;
    if (!arguments.split(line)) {
        return failure(ErrorCode::ParseFailed, "split arguments", "a quote is not closed", {},
                       {1, static_cast<unsigned>(arguments.errorOffset()) + 1});
    }
    std::vector<std::string> result;
    result.reserve(arguments.size());
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        result.emplace_back(arguments[index].value);
    }
    return result;
}

std::string joinArguments(const std::vector<std::string> &arguments)
{
    std::string line;
    for (const std::string &argument : arguments) {
        if (!line.empty()) {
            line += ' ';
        }
        const bool quote =
            argument.empty() || argument.find_first_of(" \t\n\"'\\") != std::string::npos;
        if (quote) {
            appendQuoted(line, argument);
        } else {
            line += argument;
        }
    }
    return line;
}

std::optional<std::string> targetOption(const Target &target, std::string_view wanted)
{
    while (wanted.starts_with('-')) {
        wanted.remove_prefix(1);
    }
    const auto arguments = splitArguments(target.options);
    if (!arguments) {
        return std::nullopt;
    }
    std::optional<std::string> value;
    for (std::size_t index = 0; index + 1 < arguments->size(); ++index) {
        const std::string &argument = (*arguments)[index];
        if (argument.size() == wanted.size() + 2 && argument.starts_with("--")
            && argument.ends_with(wanted)) {
            if (value) {
                return std::nullopt;
            }
            value = (*arguments)[++index];
        }
    }
    return value;
}

} // namespace Portlight::Core
