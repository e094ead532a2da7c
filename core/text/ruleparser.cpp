// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/ruleparser.h"

#include "core/text/targetparser.h"
#include "core/text/values.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

/// The short form of an option that stands before all modules, or '\0'.
char headOption(std::string_view option, bool afterOpaque)
{
    if (option.size() == 2) {
        return std::string_view("sdiopfmjgc46").find(option[1]) == std::string_view::npos
            ? '\0'
            : option[1];
    }
    struct LongOption {
        std::string_view name;
        char letter;
    };
    static constexpr std::array options = std::to_array<LongOption>({
        {"--source", 's'},
        {"--src", 's'},
        {"--destination", 'd'},
        {"--dst", 'd'},
        {"--in-interface", 'i'},
        {"--out-interface", 'o'},
        {"--protocol", 'p'},
        {"--fragment", 'f'},
        {"--fragments", 'f'},
        {"--match", 'm'},
        {"--jump", 'j'},
        {"--goto", 'g'},
        {"--set-counters", 'c'},
        {"--ipv4", '4'},
        {"--ipv6", '6'},
    });
    if (option == "--proto") {
        return afterOpaque ? '\0' : 'p'; // -m policy has an option of that name
    }
    for (const LongOption &entry : options) {
        if (entry.name == option) {
            return entry.letter;
        }
    }
    return '\0';
}

/// Options of modules kept as text whose value can be any text, even one that looks like an option.
bool takesAnyText(std::string_view option)
{
    constexpr std::string_view names[] = {"--log-prefix", "--nflog-prefix",  "--ulog-prefix",
                                          "--string",     "--hex-string",    "--name",
                                          "--helper",     "--hashlimit-name"};
    return std::find(std::begin(names), std::end(names), option) != std::end(names);
}

bool isNegation(const Argument &argument)
{
    return !argument.quoted && argument.value == "!";
}

std::string quoted(std::string_view value)
{
    return '"' + std::string(value) + '"';
}

} // namespace

bool RuleParser::fail(std::size_t index, std::string message)
{
    m_errorOffset = m_arguments->offsetOf(index);
    m_errorMessage = std::move(message);
    return false;
}

bool RuleParser::parse(const ArgumentList &arguments, std::size_t first, std::string_view chain,
                       Rule &rule)
{
    m_arguments = &arguments;
    m_chain = chain;
    m_index = first;
    m_sections.clear();
    m_owners.assign(arguments.size(), none);
    m_current = none;
    m_targetSection = none;
    m_target = {};
    m_source.reset();
    m_destination.reset();
    m_inInterface.reset();
    m_outInterface.reset();
    m_protocol.reset();
    m_fragment.reset();
    m_counters.reset();
    while (m_index < arguments.size()) {
        if (!readOption(chain)) {
            return false;
        }
    }
    return finish(rule);
}

bool RuleParser::readOption(std::string_view chain)
{
    const ArgumentList &arguments = *m_arguments;
    const std::size_t begin = m_index;
    const bool inverted = isNegation(arguments[m_index]);
    if (inverted && ++m_index == arguments.size()) {
        return fail(begin, "nothing follows \"!\"");
    }
    const Argument &argument = arguments[m_index];
    const bool afterOpaque = m_current != none && m_sections[m_current].opaque;
    if (argument.quoted || !argument.value.starts_with('-') || argument.value.size() < 2) {
        if (afterOpaque) {
            return keepAsText(m_current, begin);
        }
        return fail(m_index, "unexpected argument " + quoted(argument.value));
    }
    const bool afterText =
        afterOpaque && (m_current != m_targetSection || m_target.kind > Target::Kind::Return);
    splitAttached(argument.value, afterText);
    const char letter = headOption(m_option, afterOpaque);
    switch (letter) {
    case '\0':
        return readModuleOption(begin, inverted);
    case 'm':
    case 'j':
    case 'g':
    case 'c':
    case '4':
    case '6':
        if (inverted) {
            return fail(begin, "\"!\" cannot stand before " + std::string(argument.value));
        }
        break;
    default:
        break;
    }
    switch (letter) {
    case 'm':
    case 'j':
    case 'g': {
        bool noNegation = true;
        std::string_view name;
        if (!takeValue(noNegation, name)) {
            return false;
        }
        return letter == 'm' ? readModule(begin, name) : readTarget(letter == 'g', name, chain);
    }
    case 'c':
        return readSetCounters();
    case '4':
    case '6':
        ++m_index;
        return (letter == '4') == (m_family == Family::Ipv4)
            || fail(begin, "the rule is for the other IP version");
    default:
        return readHead(letter, begin, inverted);
    }
}

void RuleParser::splitAttached(std::string_view word, bool afterText)
{
    m_option = word;
    m_attached.reset();
    if (afterText) {
        return; // the text of an unknown module stays as it is
    }
    if (word.starts_with("--")) {
        const std::size_t equals = word.find('=');
        if (equals != std::string_view::npos) {
            m_option = word.substr(0, equals);
            m_attached = word.substr(equals + 1);
        }
    } else if (word.size() > 2
               && std::string_view("sdiopmjg").find(word[1]) != std::string_view::npos) {
        m_option = word.substr(0, 2);
        m_attached = word.substr(2);
    }
}

bool RuleParser::takeValue(bool &inverted, std::string_view &value)
{
    const std::size_t option = m_index++;
    if (m_attached) {
        value = *m_attached;
        return true;
    }
    // The old place of the negation: "-s ! 10.0.0.1".
    if (m_index < m_arguments->size() && isNegation((*m_arguments)[m_index])) {
        if (inverted) {
            return fail(m_index, "\"!\" is given twice");
        }
        inverted = true;
        ++m_index;
    }
    if (m_index >= m_arguments->size()) {
        return fail(option, std::string(m_option) + " needs a value");
    }
    value = (*m_arguments)[m_index++].value;
    return true;
}

bool RuleParser::readHead(char option, std::size_t begin, bool inverted)
{
    const bool repeated = (option == 's' && m_source) || (option == 'd' && m_destination)
        || (option == 'i' && m_inInterface) || (option == 'o' && m_outInterface)
        || (option == 'p' && m_protocol) || (option == 'f' && m_fragment);
    if (repeated) {
        return fail(begin, std::string((*m_arguments)[m_index].value) + " is given twice");
    }
    if (option == 'f') {
        if (m_family == Family::Ipv6) {
            return fail(begin, "-f is for IPv4 only");
        }
        m_fragment = FragmentMatch{inverted};
        ++m_index;
        return true;
    }
    std::string_view value;
    if (!takeValue(inverted, value)) {
        return false;
    }
    switch (option) {
    case 's':
        return readAddress(Side::Source, value, inverted);
    case 'd':
        return readAddress(Side::Destination, value, inverted);
    case 'i':
        return readInterface(Side::Source, m_chain, value, inverted);
    case 'o':
        return readInterface(Side::Destination, m_chain, value, inverted);
    default:
        return readProtocol(value, inverted);
    }
}

bool RuleParser::readAddress(Side side, std::string_view value, bool inverted)
{
    const auto network = IpNetwork::parse(value);
    if (!network) {
        return fail(m_index - 1,
                    value.find(',') == std::string_view::npos
                        ? quoted(value) + " is not an IP address (names are not looked up)"
                        : quoted(value) + " is a list; one address a rule");
    }
    if (network->address.family != m_family) {
        return fail(m_index - 1, quoted(value) + " is an address of the other IP version");
    }
    (side == Side::Source ? m_source : m_destination) = AddressMatch{side, *network, inverted};
    return true;
}

bool RuleParser::readInterface(Side side, std::string_view chain, std::string_view value,
                               bool inverted)
{
    if (value.empty() || value.size() > maxInterfaceNameLength
        || value.find_first_of(" \t/") != std::string_view::npos) {
        return fail(m_index - 1, quoted(value) + " is not an interface name");
    }
    const bool wrong = side == Side::Source ? chain == "OUTPUT" || chain == "POSTROUTING"
                                            : chain == "INPUT" || chain == "PREROUTING";
    if (wrong) {
        return fail(m_index - 1,
                    std::string(side == Side::Source ? "-i" : "-o") + " cannot be used in chain "
                        + std::string(chain));
    }
    (side == Side::Source ? m_inInterface : m_outInterface) =
        InterfaceMatch{side, std::string(value), inverted};
    return true;
}

bool RuleParser::readProtocol(std::string_view value, bool inverted)
{
    const auto protocol = parseProtocol(value);
    if (!protocol) {
        return fail(m_index - 1, quoted(value) + " is not a protocol");
    }
    if (*protocol == ProtocolAny && inverted) {
        return fail(m_index - 1, "the rule would never match any protocol");
    }
    m_protocol = ProtocolMatch{*protocol, inverted};
    return true;
}

bool RuleParser::readModule(std::size_t begin, std::string_view name)
{
    if (!isValidChainName(name)) {
        return fail(m_index - 1, quoted(name) + " is not the name of a module");
    }
    Section section;
    section.name = name;
    section.match = emptyMatch(name, m_family);
    section.opaque = std::holds_alternative<OpaqueMatch>(section.match);
    section.nameIndex = begin;
    m_current = m_sections.size();
    m_sections.push_back(std::move(section));
    for (std::size_t argument = begin; argument < m_index; ++argument) {
        m_owners[argument] = m_current;
    }
    return true;
}

bool RuleParser::readTarget(bool isGoto, std::string_view name, std::string_view chain)
{
    if (m_targetSection != none) {
        return fail(m_index - 1, "a rule has one target only");
    }
    if (!isValidChainName(name)) {
        return fail(m_index - 1, quoted(name) + " is not the name of a target or chain");
    }
    m_target.name = name;
    m_target.kind = isGoto ? Target::Kind::Goto : targetKind(name, chain);
    Section section;
    section.name = name;
    section.opaque = true;
    section.nameIndex = m_index - 1;
    m_current = m_sections.size();
    m_targetSection = m_current;
    m_sections.push_back(std::move(section));
    return true;
}

/// "-c PACKETS BYTES" or "-c PACKETS,BYTES".
bool RuleParser::readSetCounters()
{
    const std::size_t option = m_index;
    bool noNegation = true;
    std::string_view packets;
    if (m_counters || !takeValue(noNegation, packets)) {
        return fail(option, "-c needs packets and bytes, once");
    }
    std::string_view bytes;
    const std::size_t comma = packets.find(',');
    if (comma != std::string_view::npos) {
        bytes = packets.substr(comma + 1);
        packets = packets.substr(0, comma);
    } else if (m_index < m_arguments->size()) {
        bytes = (*m_arguments)[m_index++].value;
    }
    const auto packetCount = parseDecimal(packets);
    const auto byteCount = parseDecimal(bytes);
    if (!packetCount || !byteCount) {
        return fail(option, "-c needs two numbers, packets and bytes");
    }
    m_counters = Counters{*packetCount, *byteCount};
    return true;
}

std::size_t RuleParser::sectionFor(std::string_view option)
{
    const bool currentOpaque = m_current != none && m_sections[m_current].opaque;
    if (m_current != none && !currentOpaque && hasOption(m_sections[m_current].match, option)) {
        return m_current;
    }
    const bool ofProtocol = isProtocolOption(option);
    if (currentOpaque && !ofProtocol) {
        return m_current;
    }
    for (std::size_t index = m_sections.size(); index-- > 0;) {
        const Section &section = m_sections[index];
        const bool candidate =
            !section.opaque && (!ofProtocol || neededProtocol(section.match) != ProtocolAny);
        if (candidate && hasOption(section.match, option)) {
            return index;
        }
    }
    if (m_protocol && !m_protocol->inverted) {
        const std::string_view module = implicitModule(m_protocol->protocol, option);
        // The protocol's module may be there, and not know this option: it becomes text.
        for (std::size_t index = m_sections.size(); index-- > 0 && !module.empty();) {
            if (m_sections[index].name == module && index != m_targetSection) {
                return index;
            }
        }
        if (!module.empty()) {
            Section section;
            section.name = module;
            section.match = emptyMatch(module, m_family);
            section.opaque = std::holds_alternative<OpaqueMatch>(section.match);
            section.implicit = true;
            m_sections.push_back(std::move(section));
            return m_sections.size() - 1;
        }
    }
    return m_current;
}

bool RuleParser::readModuleOption(std::size_t begin, bool inverted)
{
    const std::string_view option = m_option;
    const std::size_t target = sectionFor(option);
    if (target == none) {
        return fail(m_index, "unknown option " + quoted(option));
    }
    if (m_sections[target].opaque) {
        if (target == m_targetSection && m_target.kind <= Target::Kind::Return) {
            return fail(m_index, m_target.name + " has no option " + quoted(option));
        }
        return keepAsText(target, begin);
    }
    if (target != m_targetSection) {
        m_current = target;
    }
    return takeTyped(target, begin, inverted);
}

bool RuleParser::takeTyped(std::size_t index, std::size_t begin, bool inverted)
{
    Section &section = m_sections[index];
    const std::size_t optionIndex = m_index;
    const std::string_view option = m_option;
    std::string_view value;
    std::string_view second;
    if (!hasOption(section.match, option)) {
        const bool ofImplicit = !section.implicit
            || (m_protocol && !implicitModule(m_protocol->protocol, option).empty());
        if (!ofImplicit || !option.starts_with("--")) {
            return fail(m_index, "unknown option " + quoted(option));
        }
        section.opaque = true; // a newer or rarer option of this module
        return keepAsText(index, begin);
    }
    switch (valueCount(option)) {
    case 0:
        if (m_attached) {
            return fail(m_index, std::string(option) + " takes no value");
        }
        ++m_index;
        break;
    case 1:
        if (!takeValue(inverted, value)) {
            return false;
        }
        break;
    default:
        if (!takeValue(inverted, value)) {
            return false;
        }
        if (m_index >= m_arguments->size()) {
            return fail(optionIndex, std::string(option) + " needs two values");
        }
        second = (*m_arguments)[m_index++].value;
        break;
    }
    for (std::size_t argument = begin; argument < m_index; ++argument) {
        m_owners[argument] = index;
    }
    ++section.complete;
    switch (takeOption(section.match, option, value, second, inverted)) {
    case OptionOutcome::Taken:
        return true;
    case OptionOutcome::NotUnderstood:
        section.opaque = true;
        return true;
    case OptionOutcome::Repeated:
        return fail(optionIndex, std::string(option) + " is given twice");
    case OptionOutcome::NotMine:
    case OptionOutcome::BadValue:
        break;
    }
    return fail(value.empty() ? optionIndex : m_index - 1,
                quoted(second.empty() ? value : std::string(value) + ' ' + std::string(second))
                    + " is not a value for " + std::string(option));
}

bool RuleParser::keepAsText(std::size_t section, std::size_t begin)
{
    const std::string_view option = (*m_arguments)[m_index].value;
    const bool another = takesAnyText(option) && m_index + 1 < m_arguments->size();
    m_index += another ? 2 : 1;
    for (std::size_t argument = begin; argument < m_index; ++argument) {
        m_owners[argument] = section;
    }
    ++m_sections[section].complete;
    return true;
}

std::string RuleParser::textOf(std::size_t section, bool withName) const
{
    // Arguments that stand together keep the very text between them.
    std::string text;
    if (withName && m_sections[section].implicit) {
        text = "-m " + std::string(m_sections[section].name);
    }
    const std::string_view line = m_arguments->line();
    for (std::size_t index = 0; index < m_owners.size();) {
        if (m_owners[index] != section) {
            ++index;
            continue;
        }
        std::size_t last = index;
        while (last + 1 < m_owners.size() && m_owners[last + 1] == section) {
            ++last;
        }
        const std::size_t begin = m_arguments->offsetOf(index);
        const std::size_t end = m_arguments->offsetOf(last) + (*m_arguments)[last].raw.size();
        text += text.empty() ? "" : " ";
        text += line.substr(begin, end - begin);
        index = last + 1;
    }
    return text;
}

} // namespace Portlight::Core
