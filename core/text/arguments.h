// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// One argument of a rule line. Both views end with the line (or the list that read it).
struct Argument {
    std::string_view raw; ///< as written, with quotes
    std::string_view value; ///< as meant
    bool quoted = false; ///< a quoted "-j" is a value, never an option
};

/// The arguments of a line, split as iptables-restore does. Reused from line to line, so that
/// reading 50,000 rules does not allocate 50,000 times.
class ArgumentList
{
public:
    /// False when a quote is not closed; errorOffset() is then its place in the line.
    bool split(std::string_view line);
    std::size_t errorOffset() const
    {
        return m_errorOffset;
    }
    std::size_t size() const
    {
        return m_arguments.size();
    }
    const Argument &operator[](std::size_t index) const
    {
        return m_arguments[index];
    }
    std::string_view line() const
    {
        return m_line;
    }
    std::size_t offsetOf(std::size_t index) const
    {
        return index < m_arguments.size()
            ? static_cast<std::size_t>(m_arguments[index].raw.data() - m_line.data())
            : m_line.size();
    }

private:
    void splitPlain(std::string_view line);

    std::string_view m_line;
    std::vector<Argument> m_arguments;
    std::deque<std::string> m_unquoted;
    std::size_t m_errorOffset = 0;
};

/// Appends a value as iptables-save prints strings: plain when it only has letters, digits, '-' and
/// '_', else in double quotes with a backslash before ", ' and \.
void appendQuoted(std::string &text, std::string_view value);

} // namespace Portlight::Core
