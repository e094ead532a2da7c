// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/legacytable.h"

#include "helper/netfilter/filedescriptor.h"
#include "helper/netfilter/legacylayout.h"
#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::Family;

constexpr const char *operation = "read a table of iptables-legacy";
constexpr std::size_t mostBytes = std::size_t{512} * 1024 * 1024;

tl::unexpected<Core::Error> malformed(const char *what, std::size_t offset)
{
    return Core::failure(ErrorCode::ParseFailed, operation, what,
                         "at byte " + std::to_string(offset));
}

/// Bounds of one entry that begins at `offset`: header, matches, target, and where the next begins.
std::optional<const char *> entryProblem(const LegacyLayout &layout, const std::byte *bytes,
                                         std::size_t size)
{
    if (size < layout.entrySize) {
        return "an entry is cut";
    }
    const std::size_t target = layout.targetOffset(bytes);
    const std::size_t next = layout.nextOffset(bytes);
    if (next > size || next % LegacyLayout::alignment != 0 || target < layout.entrySize
        || target % LegacyLayout::alignment != 0 || target + LegacyLayout::partSize > next) {
        return "an entry reaches beyond its end";
    }
    for (std::size_t at = layout.entrySize; at < target;) {
        const std::size_t part = LegacyLayout::sizeOfPart(bytes + at);
        if (target - at < LegacyLayout::partSize || part < LegacyLayout::partSize
            || part > target - at || part % LegacyLayout::alignment != 0) {
            return "a match reaches beyond its entry";
        }
        if (!LegacyLayout::nameOfPart(bytes + at)) {
            return "the name of a match has no end";
        }
        at += part;
    }
    const std::size_t part = LegacyLayout::sizeOfPart(bytes + target);
    if (part < LegacyLayout::partSize || part > next - target) {
        return "a target reaches beyond its entry";
    }
    const auto name = LegacyLayout::nameOfPart(bytes + target);
    if (!name) {
        return "the name of a target has no end";
    }
    if (name->empty() && part < LegacyLayout::standardTargetSize) {
        return "a verdict is cut";
    }
    if (*name == LegacyLayout::errorTarget
        && (part < LegacyLayout::errorTargetSize || !LegacyLayout::errorName(bytes + target))) {
        return "the name of a chain is cut";
    }
    return std::nullopt;
}

Core::Error socketError(int number)
{
    ErrorCode code = ErrorCode::KernelRefused;
    if (number == EPERM || number == EACCES) {
        code = ErrorCode::Denied;
    } else if (number == ENOPROTOOPT || number == EPROTONOSUPPORT || number == EAFNOSUPPORT) {
        code = ErrorCode::Unsupported;
    } else if (number == ENOENT) {
        code = ErrorCode::NotFound;
    }
    return {code, operation, "the kernel answered with an error", std::strerror(number), {}};
}

} // namespace

LegacyTable::LegacyTable(Family family, std::string name, EntryBlob bytes)
    : m_family(family)
    , m_name(std::move(name))
    , m_bytes(std::move(bytes))
{
}

Core::Result<LegacyTable> LegacyTable::read(Family family, const std::string &name)
{
    if (name.empty() || name.size() >= LegacyKernel::tableNameSize) {
        return Core::failure(ErrorCode::InvalidArgument, operation, "not the name of a table",
                             name);
    }
    const LegacyKernel kernel(family);
    if (!kernel.isOpen()) {
        return tl::unexpected(socketError(errno));
    }
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        LegacyHooks hooks;
        std::uint32_t size = 0;
        if (!kernel.readInfo(name, hooks, size)) {
            return tl::unexpected(socketError(errno));
        }
        if (size > mostBytes) {
            return Core::failure(ErrorCode::LimitExceeded, operation,
                                 "the table is larger than 512 MiB", name);
        }
        std::optional<EntryBlob> bytes = kernel.readEntries(name, size);
        if (!bytes) {
            // Somebody replaced the table by one of another size in between.
            if (errno == EAGAIN) {
                continue;
            }
            return tl::unexpected(socketError(errno));
        }
        // Or by one of the same size: then the hooks are no more those of these entries.
        LegacyHooks after;
        std::uint32_t sizeAfter = 0;
        if (!kernel.readInfo(name, after, sizeAfter)) {
            return tl::unexpected(socketError(errno));
        }
        if (after == hooks && sizeAfter == size) {
            return fromBytes(family, name, hooks, std::move(*bytes));
        }
    }
    return Core::failure(ErrorCode::Busy, operation, "another program replaces it all the time",
                         name);
}

Core::Result<LegacyTable> LegacyTable::fromBytes(Family family, std::string name,
                                                 const LegacyHooks &hooks, EntryBlob bytes)
{
    LegacyTable table(family, std::move(name), std::move(bytes));
    if (auto walked = table.walk(hooks); !walked) {
        return tl::unexpected(walked.error());
    }
    return table;
}

Core::Result<void> LegacyTable::walk(const LegacyHooks &hooks)
{
    const LegacyLayout &layout = LegacyLayout::of(m_family);
    if (m_bytes.size() > std::numeric_limits<std::int32_t>::max()) {
        return malformed("the table is too large", m_bytes.size());
    }
    std::vector<std::uint32_t> offsets;
    offsets.reserve(std::min<std::size_t>(hooks.entries, m_bytes.size() / layout.entrySize));
    for (std::size_t at = 0; at < m_bytes.size(); at += layout.nextOffset(m_bytes.data() + at)) {
        if (const auto problem = entryProblem(layout, m_bytes.data() + at, m_bytes.size() - at)) {
            return malformed(*problem, at);
        }
        offsets.push_back(static_cast<std::uint32_t>(at));
    }
    if (offsets.size() != hooks.entries || offsets.empty()) {
        return malformed("the number of entries is wrong", offsets.size());
    }
    if (auto found = findRules(hooks, offsets); !found) {
        return found;
    }
    if (auto resolved = resolveTargets(); !resolved) {
        return resolved;
    }
    sortChains();
    return {};
}

Core::Result<void> LegacyTable::findRules(const LegacyHooks &hooks,
                                          const std::vector<std::uint32_t> &offsets)
{
    const LegacyLayout &layout = LegacyLayout::of(m_family);
    m_rules.reserve(offsets.size());
    unsigned found = 0;
    for (const std::uint32_t offset : offsets) {
        const std::byte *bytes = m_bytes.data() + offset;
        const std::byte *target = bytes + layout.targetOffset(bytes);
        const std::string_view name = *LegacyLayout::nameOfPart(target);
        if (name == LegacyLayout::errorTarget) {
            if (auto closed = closeChain(hooks); !closed) {
                return closed;
            }
            const std::string_view chain = *LegacyLayout::errorName(target);
            if (offset == offsets.back()) {
                if (chain != LegacyLayout::errorTarget) {
                    return malformed("the table has no end", offset);
                }
                break;
            }
            m_chains.push_back({std::string(chain), {}, {}, m_rules.size(), 0});
            continue;
        }
        for (std::size_t hook = 0; hook < LegacyHooks::count; ++hook) {
            if ((hooks.valid >> hook & 1U) == 0 || hooks.entry[hook] != offset) {
                continue;
            }
            if (auto closed = closeChain(hooks); !closed) {
                return closed;
            }
            if ((found >> hook & 1U) != 0 || (!m_chains.empty() && !m_chains.back().policy)) {
                return malformed("the chains of hooks are not at the beginning", offset);
            }
            found |= 1U << hook;
            m_chains.push_back({std::string(Core::toString(static_cast<Core::Hook>(hook))),
                                Core::Policy::Accept,
                                {},
                                m_rules.size(),
                                0});
        }
        if (m_chains.empty()) {
            return malformed("a rule belongs to no chain", offset);
        }
        Rule rule{offset, 0, Ending::Extension};
        if (name.empty()) {
            rule.ending = Ending::Verdict;
            rule.value = LegacyLayout::verdict(target);
        }
        m_rules.push_back(rule);
        ++m_chains.back().ruleCount;
    }
    constexpr unsigned allHooks = (1U << LegacyHooks::count) - 1;
    const std::byte *last = m_bytes.data() + offsets.back();
    if (LegacyLayout::nameOfPart(last + layout.targetOffset(last)) != LegacyLayout::errorTarget) {
        return malformed("the table has no end", offsets.back());
    }
    if (found != (hooks.valid & allHooks)) {
        return malformed("a hook has no chain", found);
    }
    return {};
}

/// The last rule of a chain is its policy, or the way back to the caller.
Core::Result<void> LegacyTable::closeChain(const LegacyHooks &hooks)
{
    if (m_chains.empty()) {
        return {};
    }
    Chain &chain = m_chains.back();
    if (chain.ruleCount == 0) {
        return malformed("a chain has no end", m_rules.size());
    }
    const Rule last = m_rules.back();
    m_rules.pop_back();
    --chain.ruleCount;
    const LegacyLayout &layout = LegacyLayout::of(m_family);
    if (last.ending != Ending::Verdict || layout.targetOffset(entry(last)) != layout.entrySize) {
        return malformed("a chain ends without a verdict", last.offset);
    }
    if (!chain.policy) {
        if (last.value != LegacyLayout::goBack) {
            return malformed("a chain does not go back to its caller", last.offset);
        }
        return {};
    }
    const auto hook = static_cast<std::size_t>(*Core::parseHook(chain.name));
    if (hooks.underflow[hook] != last.offset
        || (last.value != LegacyLayout::accept && last.value != LegacyLayout::drop)) {
        return malformed("a chain of a hook has no policy", last.offset);
    }
    chain.policy = last.value == LegacyLayout::accept ? Core::Policy::Accept : Core::Policy::Drop;
    chain.counters = counters(last);
    return {};
}

/// From offsets to chains. Runs before the chains are sorted: they are in the order of offsets.
Core::Result<void> LegacyTable::resolveTargets()
{
    const LegacyLayout &layout = LegacyLayout::of(m_family);
    std::vector<std::pair<std::int32_t, std::int32_t>> starts;
    for (std::size_t i = 0; i < m_chains.size(); ++i) {
        if (!m_chains[i].policy) {
            // An empty chain's first rule is its way back, which is no rule of m_rules.
            starts.emplace_back(-1, static_cast<std::int32_t>(i));
        }
    }
    std::size_t next = 0;
    for (std::size_t at = 0; at < m_bytes.size() && next < starts.size();) {
        const std::byte *bytes = m_bytes.data() + at;
        at += layout.nextOffset(bytes);
        if (LegacyLayout::nameOfPart(bytes + layout.targetOffset(bytes))
            == LegacyLayout::errorTarget) {
            starts[next++].first = static_cast<std::int32_t>(at);
        }
    }
    for (Rule &rule : m_rules) {
        if (rule.ending != Ending::Verdict) {
            continue;
        }
        if (rule.value < 0) {
            if (LegacyLayout::verdictName(rule.value).empty()) {
                return malformed("a verdict that is not known", rule.offset);
            }
            continue;
        }
        if (static_cast<std::size_t>(rule.value)
            == rule.offset + std::size_t{layout.nextOffset(entry(rule))}) {
            rule.ending = Ending::None;
            continue;
        }
        const auto start = std::lower_bound(starts.begin(), starts.end(),
                                            std::pair<std::int32_t, std::int32_t>(rule.value, -1));
        if (start == starts.end() || start->first != rule.value) {
            return malformed("a jump that does not go to the beginning of a chain", rule.offset);
        }
        rule.ending = Ending::Chain;
        rule.value = start->second;
    }
    return {};
}

/// As libiptc has them, whose order is that of iptables-save.
void LegacyTable::sortChains()
{
    std::vector<std::int32_t> order(m_chains.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<std::int32_t>(i);
    }
    const auto at = [this](std::int32_t index) -> const Chain & {
        return m_chains[static_cast<std::size_t>(index)];
    };
    std::stable_sort(order.begin(), order.end(), [&at](std::int32_t left, std::int32_t right) {
        if (at(left).policy || at(right).policy) {
            return at(left).policy && !at(right).policy;
        }
        return at(left).name < at(right).name;
    });
    std::vector<std::int32_t> newIndex(order.size());
    std::vector<Chain> sorted;
    sorted.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        newIndex[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
        sorted.push_back(std::move(m_chains[static_cast<std::size_t>(order[i])]));
    }
    m_chains = std::move(sorted);
    for (Rule &rule : m_rules) {
        if (rule.ending == Ending::Chain) {
            rule.value = newIndex[static_cast<std::size_t>(rule.value)];
        }
    }
}

Core::Counters LegacyTable::counters(const Rule &rule) const
{
    return LegacyLayout::of(m_family).counters(entry(rule));
}

LegacyDigest LegacyTable::digest() const
{
    LegacyDigest digest(m_family, m_name);
    for (const Chain &chain : m_chains) {
        digest.addChain(chain.name, chain.policy);
        for (const Rule &rule : rulesOf(chain)) {
            std::optional<std::string_view> target;
            if (rule.ending == Ending::None) {
                target.emplace();
            } else if (rule.ending == Ending::Verdict) {
                target = LegacyLayout::verdictName(rule.value);
            } else if (rule.ending == Ending::Chain) {
                target = m_chains[static_cast<std::size_t>(rule.value)].name;
            }
            digest.addRule(entry(rule), target);
        }
    }
    return digest;
}

void LegacyDigest::addChain(std::string_view name, std::optional<Core::Policy> policy)
{
    constexpr std::uint64_t mark = 1; // a rule has another one
    m_digest.add(mark);
    m_digest.add(name);
    m_digest.add(policy ? Core::toString(*policy) : std::string_view());
    m_empty = m_empty && policy == Core::Policy::Accept;
}

void LegacyDigest::addRule(const std::byte *entry, std::optional<std::string_view> target)
{
    constexpr std::uint64_t mark = 2;
    const LegacyLayout &layout = LegacyLayout::of(m_family);
    const std::size_t targetAt = layout.targetOffset(entry);
    m_empty = false;
    m_digest.add(mark);
    m_digest.add(entry, layout.headerSize);
    const auto addPart = [this](const std::byte *part) {
        // The kernel writes a name only up to its end; what follows is the reader's own memory.
        m_digest.add(*LegacyLayout::nameOfPart(part));
        m_digest.add(std::uint64_t{LegacyLayout::revisionOfPart(part)});
        m_digest.add(part + LegacyLayout::partSize,
                     LegacyLayout::sizeOfPart(part) - LegacyLayout::partSize);
    };
    for (std::size_t at = layout.entrySize; at < targetAt;
         at += LegacyLayout::sizeOfPart(entry + at)) {
        addPart(entry + at);
    }
    if (target) {
        m_digest.add(*target); // an offset moves with every rule before it
    } else {
        addPart(entry + targetAt);
    }
}

std::string legacyGenerationText(std::vector<LegacyDigest> tables)
{
    std::sort(tables.begin(), tables.end(),
              [](const LegacyDigest &left, const LegacyDigest &right) {
                  return left.table() < right.table();
              });
    Digest digest;
    for (const LegacyDigest &table : tables) {
        if (!table.isEmpty()) {
            digest.add(table.table());
            digest.add(table.text());
        }
    }
    return "legacy:" + digest.text();
}

std::string legacyGenerationText(std::span<const LegacyTable> tables)
{
    std::vector<LegacyDigest> digests;
    for (const LegacyTable &table : tables) {
        digests.push_back(table.digest());
    }
    return legacyGenerationText(std::move(digests));
}

Core::Result<std::vector<std::string>> legacyTableNames(Family family)
{
    // The namespace of this thread, which may not be that of the main thread.
    const std::string path = std::string("/proc/thread-self/net/")
        + (family == Family::Ipv4 ? "ip_tables_names" : "ip6_tables_names");
    const std::optional<std::string> text = readSmallFile(path);
    if (!text && errno != ENOENT) {
        return Core::failure(errno == EACCES ? ErrorCode::Denied : ErrorCode::Internal,
                             "read the names of the tables", path, std::strerror(errno));
    }
    std::vector<std::string> tables;
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (end > 0) {
            tables.emplace_back(rest.substr(0, end));
        }
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return tables;
}

std::size_t mostLegacyEntries(Family family, const std::vector<std::string> &tables)
{
    const LegacyKernel kernel(family);
    std::size_t most = 0;
    for (const std::string &name : tables) {
        LegacyHooks hooks;
        std::uint32_t size = 0;
        if (kernel.isOpen() && kernel.readInfo(name, hooks, size)) {
            most = std::max<std::size_t>(most, hooks.entries);
        }
    }
    return most;
}

Core::Result<std::vector<LegacyTable>> readLegacyTables(Family family)
{
    const auto names = legacyTableNames(family);
    if (!names) {
        return tl::unexpected(names.error());
    }
    std::vector<LegacyTable> tables;
    for (const std::string &name : *names) {
        auto table = LegacyTable::read(family, name);
        if (!table) {
            return tl::unexpected(table.error());
        }
        tables.push_back(std::move(*table));
    }
    return tables;
}

} // namespace Portlight::Helper
