// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// portlight-commitlegacy FAMILY commit|check GENERATION
//
// Makes the changes of standard input ("*table", "-I CHAIN 3 …", "[1:60] -A CHAIN …", "-R", "-D
// CHAIN 3", "-P", "-N", "-X", "-E", "-F", "-Z", ":CHAIN POLICY", "COMMIT") to tables of
// iptables-legacy, if and only if the tables in its hands are those of GENERATION: the kernel
// itself only compares the number of rules. The caller holds the lock of iptables. Nothing is
// written before every line could be applied in memory; each table is then written in one call,
// whose success is the kernel's word that the table is what libiptc made of it. The last line on
// standard output is the new generation.
//
// With "?CHAIN 3" in the input the tables are read again, and that rule is printed before as the
// kernel has it. Should the tables not be what was written (a match of which the kernel keeps more
// than it was given) then nothing is printed, and the caller has to look.
//
// Rules are built by libxtables here (rulebuilder.h). Loading them with iptables-legacy-restore in
// a network namespace of its own and taking them over from there would need CAP_SYS_ADMIN, which
// the helper does not have, and would lose what is bound to a namespace (sets, accounting objects).
//
// "check" builds the rules and leaves the kernel alone.

#include "core/ruleset/ruleset.h"
#include "core/text/saveparser.h"
#include "helper/netfilter/iptctable.h"
#include "helper/netfilter/rulebuilder.h"
#include "helper/netfilter/xtablesprogram.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>

namespace
{

using namespace Portlight;
using Helper::IptcTable;
using Helper::LegacyTable;
using Helper::refuse;
using Helper::XtablesExit;

struct Command {
    unsigned line = 0;
    std::string table;
    char kind = ' '; ///< the letter of the option; ':' declares, '?' asks
    std::string chain;
    unsigned position = 0;
    Core::Counters counters;
    std::vector<std::string> arguments;
};

std::string where(unsigned line)
{
    return "line " + std::to_string(line) + ": ";
}

bool takeNumber(std::string_view text, std::uint64_t &number)
{
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// "[packets:bytes]" at the beginning of the arguments.
bool takeCounters(std::vector<std::string> &arguments, Core::Counters &counters)
{
    std::string_view text = arguments.front();
    if (!text.starts_with('[')) {
        return true;
    }
    const std::size_t colon = text.find(':');
    if (!text.ends_with(']') || colon == std::string_view::npos
        || !takeNumber(text.substr(1, colon - 1), counters.packets)
        || !takeNumber(text.substr(colon + 1, text.size() - colon - 2), counters.bytes)) {
        return false;
    }
    arguments.erase(arguments.begin());
    return !arguments.empty();
}

/// The number behind the chain's name, if there is one.
void takePosition(Command &command)
{
    std::uint64_t number = 0;
    if (!command.arguments.empty() && takeNumber(command.arguments.front(), number)
        && number <= UINT32_MAX) {
        command.position = static_cast<unsigned>(number);
        command.arguments.erase(command.arguments.begin());
    }
}

Command readCommand(unsigned line, const std::string &table, const std::string &text)
{
    auto arguments = Core::splitArguments(text);
    Command command;
    command.line = line;
    command.table = table;
    if (!arguments || arguments->empty() || !takeCounters(*arguments, command.counters)) {
        refuse(where(line) + "cannot be read");
    }
    const std::string word = std::move(arguments->front());
    arguments->erase(arguments->begin());
    if (word.size() > 1 && (word[0] == ':' || word[0] == '?')) {
        command.kind = word[0];
        command.chain = word.substr(1);
    } else if (word.size() == 2 && word[0] == '-' && !arguments->empty()) {
        command.kind = word[1];
        command.chain = std::move(arguments->front());
        arguments->erase(arguments->begin());
    }
    if (!Core::isValidChainName(command.chain)) {
        refuse(where(line) + "names no chain");
    }
    command.arguments = std::move(*arguments);
    if (command.kind == ':' && command.arguments.size() > 1) {
        std::vector<std::string> behind{command.arguments[1], {}};
        if (!takeCounters(behind, command.counters)) {
            refuse(where(line) + "cannot be read");
        }
    }
    constexpr std::string_view withPosition = "IRDZ?";
    if (withPosition.find(command.kind) != std::string_view::npos) {
        takePosition(command);
    }
    if (command.kind == 'I' && command.position == 0) {
        command.position = 1;
    }
    return command;
}

std::vector<Command> readCommands(std::istream &input)
{
    std::vector<Command> commands;
    std::string table;
    unsigned line = 0;
    for (std::string text; std::getline(input, text);) {
        ++line;
        if (text.empty() || text.front() == '#') {
            continue;
        }
        if (text.front() == '*') {
            table = text.substr(1);
            if (!Core::isKnownTable(table)) {
                refuse(where(line) + "there is no table " + table);
            }
        } else if (table.empty()) {
            refuse(where(line) + "belongs to no table");
        } else if (text == "COMMIT") {
            table.clear();
        } else {
            commands.push_back(readCommand(line, table, text));
        }
    }
    if (!table.empty()) {
        refuse(where(line) + "COMMIT is missing");
    }
    return commands;
}

bool hasRule(const Command &command)
{
    return command.kind == 'A' || command.kind == 'I' || command.kind == 'R'
        || (command.kind == 'D' && command.position == 0);
}

class Commit
{
public:
    Commit(Core::Family family, std::vector<Command> commands)
        : m_family(family)
        , m_commands(std::move(commands))
    {
    }

    /// Where a chain is only known to the kernel, its name is taken on trust: "check" opens no
    /// table, which may create it.
    void check()
    {
        for (const Command &command : m_commands) {
            if (hasRule(command)) {
                m_line = where(command.line);
                Helper::buildRule(m_family, command.arguments, command.counters,
                                  [](const std::string &) {
                                      return true;
                                  });
            }
        }
    }

    void open(const std::string &generation)
    {
        for (const Command &command : m_commands) {
            auto &table = m_tables[command.table];
            if (!table) {
                table = IptcTable::open(m_family, command.table);
            }
            if (!table) {
                refuse("table " + command.table + " cannot be opened");
            }
        }
        if (!generation.empty() && generation != currentGeneration()) {
            refuse("the rules changed since they were read", XtablesExit::Stale);
        }
    }

    void apply()
    {
        for (const Command &command : m_commands) {
            m_line = where(command.line);
            IptcTable &table = *m_tables[command.table];
            if (!apply(table, command)) {
                refuse(m_line + table.why());
            }
        }
    }

    /// The generation that the tables in hand would make.
    std::string currentGeneration()
    {
        std::vector<Helper::LegacyDigest> digests;
        const auto names = Helper::legacyTableNames(m_family);
        if (!names) {
            refuse("the names of the tables cannot be read");
        }
        for (const std::string &name : *names) {
            if (const auto open = m_tables.find(name); open != m_tables.end()) {
                digests.push_back(open->second->digest());
            } else {
                digests.push_back(read(name).digest());
            }
        }
        return Helper::legacyGenerationText(std::move(digests));
    }

    void write()
    {
        for (const auto &[name, table] : m_tables) {
            if (!table->commit()) {
                refuse("table " + name + ": " + table->why(),
                       table->isOutdated() ? XtablesExit::Stale : XtablesExit::CannotSay);
            }
        }
    }

    void answer(const std::string &wanted) const
    {
        const bool asked =
            std::any_of(m_commands.begin(), m_commands.end(), [](const Command &command) {
                return command.kind == '?';
            });
        if (asked) {
            const auto tables = Helper::readLegacyTables(m_family);
            if (!tables || Helper::legacyGenerationText(*tables) != wanted) {
                return;
            }
            for (const Command &command : m_commands) {
                if (command.kind == '?') {
                    print(*tables, command);
                }
            }
        }
        Helper::printText(wanted);
        Helper::printText("\n");
    }

    const std::string &line() const
    {
        return m_line;
    }

private:
    LegacyTable read(const std::string &name) const
    {
        auto table = LegacyTable::read(m_family, name);
        if (!table) {
            refuse("table " + name + ": " + table.error().message + ' ' + table.error().detail);
        }
        return std::move(*table);
    }

    Helper::BuiltRule build(IptcTable &table, const Command &command) const
    {
        return Helper::buildRule(m_family, command.arguments, command.counters,
                                 [&table](const std::string &name) {
                                     return table.isChain(name);
                                 });
    }

    bool apply(IptcTable &table, const Command &command) const
    {
        const std::string &chain = command.chain;
        const auto one = [&command]() -> const std::string & {
            if (command.arguments.empty()) {
                refuse(where(command.line) + "is cut");
            }
            return command.arguments.front();
        };
        switch (command.kind) {
        case 'A':
            return table.append(chain, build(table, command).entry);
        case 'I':
            return table.insert(chain, build(table, command).entry, command.position);
        case 'R':
            return table.replace(chain, build(table, command).entry, command.position);
        case 'D':
            if (command.position == 0) {
                Helper::BuiltRule rule = build(table, command);
                return table.remove(chain, rule);
            }
            return table.remove(chain, command.position);
        case 'P':
            return table.setPolicy(chain, one(), {});
        case 'N':
            return table.newChain(chain);
        case 'X':
            return table.deleteChain(chain);
        case 'E':
            return table.renameChain(chain, one());
        case 'F':
            return table.flush(chain);
        case 'Z':
            return table.zero(chain, command.position);
        case ':':
            if (one() != "-") {
                return table.setPolicy(chain, one(), command.counters);
            }
            return table.isChain(chain) ? table.flush(chain) : table.newChain(chain);
        case '?':
            return true;
        default:
            refuse(where(command.line) + "is not known");
        }
    }

    void print(const std::vector<LegacyTable> &tables, const Command &command) const
    {
        for (const LegacyTable &table : tables) {
            for (const LegacyTable::Chain &chain : table.chains()) {
                if (table.name() == command.table && chain.name == command.chain
                    && command.position > 0 && command.position <= chain.ruleCount) {
                    Helper::printRule(table, chain, table.rulesOf(chain)[command.position - 1],
                                      m_family);
                }
            }
        }
        Helper::printText("\n");
    }

    Core::Family m_family;
    std::vector<Command> m_commands;
    std::map<std::string, std::unique_ptr<IptcTable>> m_tables;
    std::string m_line; ///< before the words of libxtables
};

} // namespace

int main(int argc, char **argv)
{
    const auto family = Core::parseFamily(argc > 1 ? argv[1] : "");
    const std::string_view mode = argc > 2 ? argv[2] : "";
    if (argc != 4 || !family || (mode != "commit" && mode != "check")) {
        std::fputs("usage: portlight-commitlegacy ipv4|ipv6 commit|check GENERATION\n", stderr);
        return 2;
    }
    Commit commit(*family, readCommands(std::cin));
    Helper::startXtables("portlight-commitlegacy", *family, &commit.line());
    if (mode == "check") {
        commit.check();
        return EXIT_SUCCESS;
    }
    commit.open(argv[3]);
    commit.apply();
    const std::string wanted = commit.currentGeneration();
    commit.write();
    commit.answer(wanted);
    return Helper::flushText() ? EXIT_SUCCESS : EXIT_FAILURE;
}
