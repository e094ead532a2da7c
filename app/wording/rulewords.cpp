// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/change/change.h"
#include "core/text/savecheck.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::RuleWords)
};

QString portText(const PortRange &range)
{
    return range.first == range.last ? QString::number(range.first)
                                     : QStringLiteral("%1–%2").arg(range.first).arg(range.last);
}

QString networkText(const IpNetwork &network)
{
    const auto length = network.prefixLength();
    const bool single = length && *length == network.address.size() * 8;
    return single ? Words::address(network.address) : plain(network.toString());
}

/// What traffic a rule is about, gathered from its matches in the order a person says them:
/// "TCP to port 8080 from 10.0.0.0/8 arriving on eth0". Each match of the rule ends up in exactly
/// one of the lists.
struct Traffic {
    QString protocol; ///< "TCP", or empty for all
    QStringList ports;
    QStringList addresses;
    QStringList interfaces;
    QString flows; ///< what connections it is about: "answers of known connections"
    QStringList states; ///< what else is asked of its state
    QStringList others;
    QStringList unknown; ///< exact text of parts that Portlight does not know
};

QString orNot(bool inverted, const QString &plainText, const QString &invertedText)
{
    return inverted ? invertedText : plainText;
}

QString stateWord(FlowState state)
{
    switch (state) {
    case FlowState::New:
        return Text::tr("new connections");
    case FlowState::Established:
        return Text::tr("answers of known connections");
    case FlowState::Related:
        return Text::tr("traffic that belongs to known connections");
    case FlowState::Invalid:
        return Text::tr("packets that fit no connection");
    case FlowState::Untracked:
        return Text::tr("packets that are not tracked");
    }
    return {};
}

QString addressTypeWord(AddressType type)
{
    switch (type) {
    case AddressType::Local:
        return Text::tr("an address of this computer");
    case AddressType::Broadcast:
        return Text::tr("a broadcast address");
    case AddressType::Multicast:
        return Text::tr("a multicast address");
    case AddressType::Unicast:
        return Text::tr("a unicast address");
    default:
        return Text::tr("an address of a special type");
    }
}

class Reader
{
public:
    Traffic traffic;

    void operator()(const AddressMatch &match)
    {
        const QString network = networkText(match.network);
        traffic.addresses.append(match.side == Side::Source
                                     ? orNot(match.inverted, Text::tr("from %1").arg(network),
                                             Text::tr("from anywhere but %1").arg(network))
                                     : orNot(match.inverted, Text::tr("to %1").arg(network),
                                             Text::tr("to anywhere but %1").arg(network)));
    }
    void operator()(const InterfaceMatch &match)
    {
        const QString name = plain(match.pattern);
        traffic.interfaces.append(match.side == Side::Source
                                      ? orNot(match.inverted, Text::tr("arriving on %1").arg(name),
                                              Text::tr("arriving on any device but %1").arg(name))
                                      : orNot(match.inverted, Text::tr("leaving on %1").arg(name),
                                              Text::tr("leaving on any device but %1").arg(name)));
    }
    void operator()(const ProtocolMatch &match)
    {
        if (match.protocol == 0) {
            return;
        }
        const QString name = Words::protocolWord(match.protocol);
        traffic.protocol = orNot(match.inverted, name, Text::tr("everything but %1").arg(name));
    }
    void operator()(const FragmentMatch &match)
    {
        traffic.others.append(orNot(match.inverted, Text::tr("later fragments only"),
                                    Text::tr("no later fragments")));
    }
    void operator()(const TransportMatch &match)
    {
        if (match.destinationPorts) {
            const QString ports = portText(*match.destinationPorts);
            traffic.ports.append(orNot(match.destinationInverted, Text::tr("to port %1").arg(ports),
                                       Text::tr("to any port but %1").arg(ports)));
        }
        if (match.sourcePorts) {
            const QString ports = portText(*match.sourcePorts);
            traffic.ports.append(orNot(match.sourceInverted, Text::tr("from port %1").arg(ports),
                                       Text::tr("from any port but %1").arg(ports)));
        }
        if (match.flagsMask) {
            traffic.others.append(flagsText(match));
        }
        if (match.tcpOption) {
            traffic.others.append(orNot(match.tcpOptionInverted, Text::tr("with TCP option %1"),
                                        Text::tr("without TCP option %1"))
                                      .arg(*match.tcpOption));
        }
    }
    void operator()(const MultiportMatch &match)
    {
        QStringList numbers;
        for (const PortRange &range : match.ranges) {
            numbers.append(portText(range));
        }
        const QString ports = numbers.join(QStringLiteral(", "));
        switch (match.ports) {
        case MultiportMatch::Ports::Destination:
            traffic.ports.append(orNot(match.inverted, Text::tr("to the ports %1").arg(ports),
                                       Text::tr("to any port but %1").arg(ports)));
            break;
        case MultiportMatch::Ports::Source:
            traffic.ports.append(orNot(match.inverted, Text::tr("from the ports %1").arg(ports),
                                       Text::tr("from any port but %1").arg(ports)));
            break;
        case MultiportMatch::Ports::Either:
            traffic.ports.append(orNot(match.inverted,
                                       Text::tr("from or to the ports %1").arg(ports),
                                       Text::tr("from or to any port but %1").arg(ports)));
            break;
        }
    }
    void operator()(const IcmpMatch &match)
    {
        const std::uint8_t echoRequest = match.family == Family::Ipv4 ? 8 : 128;
        const std::uint8_t echoReply = match.family == Family::Ipv4 ? 0 : 129;
        if (!match.type) {
            return;
        }
        QString kind;
        if (*match.type == echoRequest) {
            kind = Text::tr("ping requests");
        } else if (*match.type == echoReply) {
            kind = Text::tr("ping answers");
        } else {
            kind = Text::tr("messages of type %1").arg(*match.type);
        }
        traffic.others.append(
            orNot(match.inverted, Text::tr("only %1").arg(kind), Text::tr("all but %1").arg(kind)));
    }
    void operator()(const StateMatch &match)
    {
        QStringList words;
        for (const FlowState state : match.states) {
            words.append(stateWord(state));
        }
        if (match.sourceNat || match.destinationNat) {
            words.append(Text::tr("connections with a translated address"));
        }
        const QString all = Words::list(words);
        if (match.inverted || !traffic.flows.isEmpty()) {
            traffic.states.append(orNot(match.inverted, Text::tr("only %1").arg(all),
                                        Text::tr("all but %1").arg(all)));
        } else {
            traffic.flows = all;
        }
    }
    void operator()(const CommentMatch &match)
    {
        Q_UNUSED(match) // shown on its own; it changes nothing about what the rule does
    }
    void operator()(const MarkMatch &match)
    {
        const QString mark = QStringLiteral("0x%1").arg(match.value, 0, 16);
        traffic.others.append(
            orNot(match.inverted, Text::tr("with mark %1"), Text::tr("without mark %1")).arg(mark));
    }
    void operator()(const AddressTypeMatch &match)
    {
        addTypes(match.source, match.sourceInverted, true);
        addTypes(match.destination, match.destinationInverted, false);
    }
    void operator()(const MacMatch &match)
    {
        const QString mac = plain(match.address.toString());
        traffic.addresses.append(orNot(match.inverted,
                                       Text::tr("from the network card %1").arg(mac),
                                       Text::tr("from any network card but %1").arg(mac)));
    }
    void operator()(const OpaqueMatch &match)
    {
        traffic.unknown.append(plain(match.text));
    }

private:
    static QString flagsText(const TransportMatch &match)
    {
        const bool isSyn =
            *match.flagsMask == (TcpSyn | TcpRst | TcpAck | TcpFin) && match.flagsCompare == TcpSyn;
        if (isSyn) {
            return orNot(match.flagsInverted, Text::tr("only the first packet of a connection"),
                         Text::tr("all but the first packet of a connection"));
        }
        return Text::tr("with certain TCP flags only");
    }
    void addTypes(const std::vector<AddressType> &types, bool inverted, bool source)
    {
        if (types.empty()) {
            return;
        }
        QStringList words;
        for (const AddressType type : types) {
            words.append(addressTypeWord(type));
        }
        const QString all = Words::list(words);
        if (source) {
            traffic.others.append(
                orNot(inverted, Text::tr("from %1").arg(all), Text::tr("not from %1").arg(all)));
        } else {
            traffic.others.append(
                orNot(inverted, Text::tr("to %1").arg(all), Text::tr("not to %1").arg(all)));
        }
    }
};

Traffic trafficOf(const Rule &rule)
{
    Reader reader;
    for (const Match &match : rule.matches) {
        std::visit(reader, match);
    }
    return reader.traffic;
}

QString describe(const Traffic &traffic)
{
    QStringList parts;
    if (traffic.flows.isEmpty()) {
        parts.append(traffic.protocol.isEmpty() ? Text::tr("everything") : traffic.protocol);
    } else {
        parts.append(traffic.protocol.isEmpty() ? traffic.flows
                                                : Text::tr("%1 over %2", "new connections over TCP")
                                                      .arg(traffic.flows, traffic.protocol));
    }
    parts += traffic.ports;
    parts += traffic.addresses;
    parts += traffic.interfaces;
    QString text = parts.join(QLatin1Char(' '));
    const QStringList conditions = traffic.states + traffic.others;
    if (!conditions.isEmpty()) {
        text += QStringLiteral(", ") + conditions.join(QStringLiteral(", "));
    }
    if (!traffic.unknown.isEmpty()) {
        text += QStringLiteral(", ")
            + Text::tr("if also %1 (Portlight doesn't know this part)")
                  .arg(traffic.unknown.join(QLatin1Char(' ')));
    }
    return text;
}

QString rejectConsequence(const Target &target)
{
    const std::string with = targetOption(target, "--reject-with")
                                 .value_or(target.options.empty() ? "icmp-port-unreachable" : "");
    if (with == "tcp-reset" || with == "icmp-port-unreachable"
        || with == "icmp6-port-unreachable") {
        return Text::tr("the other side gets “Connection refused” at once");
    }
    if (with == "icmp-host-unreachable" || with == "icmp-host-prohibited"
        || with == "icmp-admin-prohibited" || with == "icmp6-addr-unreachable") {
        return Text::tr("the other side gets “No route to host” at once");
    }
    if (with == "icmp-net-unreachable" || with == "icmp-net-prohibited"
        || with == "icmp6-no-route") {
        return Text::tr("the other side gets “Network is unreachable” at once");
    }
    if (with == "icmp6-adm-prohibited") {
        return Text::tr("the other side gets “Permission denied” at once");
    }
    return Text::tr("the other side is told at once");
}

QString natTarget(const Target &target)
{
    const auto to = targetOption(target, "--to-destination");
    const auto ports = targetOption(target, "--to-ports");
    const auto source = targetOption(target, "--to-source");
    return plain(to.value_or(ports.value_or(source.value_or(target.options))));
}

} // namespace

QString ruleSentence(const Core::Rule &rule)
{
    if (const auto native = nativeRuleWords(rule)) {
        return Text::tr("Written with nft: %1").arg(plain(native->words));
    }
    if (isSwitchedOff(rule)) {
        for (const auto family : {Family::Ipv4, Family::Ipv6}) {
            if (const auto on = parseRule("-A OFF " + switchedOffBody(rule), family)) {
                return Text::tr("Off: %1", "a rule that is switched off").arg(ruleSentence(*on));
            }
        }
    }
    const QString what = describe(trafficOf(rule));
    const Target &target = rule.target;
    const QString name = plain(target.name);
    switch (target.kind) {
    case Target::Kind::None:
        return Text::tr("Only count %1").arg(what);
    case Target::Kind::Accept:
        return Text::tr("Allow %1").arg(what);
    case Target::Kind::Drop:
        return Text::tr("Drop %1 silently; the other side waits until it gives up").arg(what);
    case Target::Kind::Reject:
        return Text::tr("Refuse %1; %2").arg(what, rejectConsequence(target));
    case Target::Kind::Return:
        return Text::tr("Go back for %1: skip the rest of this rule list").arg(what);
    case Target::Kind::Queue:
        return Text::tr("Let a program decide about %1").arg(what);
    case Target::Kind::Log:
        return Text::tr("Only log %1").arg(what);
    case Target::Kind::Jump:
        return Text::tr("Continue in %1 with %2").arg(name, what);
    case Target::Kind::Goto:
        return Text::tr("Continue in %1 with %2, without coming back").arg(name, what);
    case Target::Kind::Mark:
        return Text::tr("Mark %1, and go on").arg(what);
    case Target::Kind::Notrack:
        return Text::tr("Set how %1 is tracked, and go on").arg(what);
    case Target::Kind::DestinationNat:
        return target.name == "REDIRECT"
            ? Text::tr("Send %1 to a port of this computer: %2").arg(what, natTarget(target))
            : Text::tr("Send %1 on to another address: %2").arg(what, natTarget(target));
    case Target::Kind::SourceNat:
        return target.name == "MASQUERADE"
            ? Text::tr("Share this computer's address for %1").arg(what)
            : Text::tr("Change the sender's address of %1: %2").arg(what, natTarget(target));
    case Target::Kind::Change:
        return Text::tr("Change packets (%2) of %1, and go on").arg(what, name);
    case Target::Kind::Opaque:
        return Text::tr("%2 for %1 (Portlight doesn't know this action)").arg(what, name);
    }
    return plain(rule.text);
}

QString actionWord(const Core::Target &target)
{
    const QString name = plain(target.name);
    switch (target.kind) {
    case Target::Kind::None:
        return Text::tr("Only count");
    case Target::Kind::Accept:
        return Text::tr("Allow");
    case Target::Kind::Drop:
        return Text::tr("Drop silently");
    case Target::Kind::Reject:
        return Text::tr("Refuse");
    case Target::Kind::Return:
        return Text::tr("Go back");
    case Target::Kind::Queue:
        return Text::tr("Ask a program");
    case Target::Kind::Log:
        return Text::tr("Only log");
    case Target::Kind::Jump:
    case Target::Kind::Goto:
        return Text::tr("Continue in %1").arg(name);
    case Target::Kind::Mark:
        return Text::tr("Mark");
    case Target::Kind::Notrack:
        return Text::tr("Set tracking");
    case Target::Kind::DestinationNat:
        return Text::tr("Send on to another address");
    case Target::Kind::SourceNat:
        return target.name == "MASQUERADE" ? Text::tr("Share this computer's address")
                                           : Text::tr("Change own address");
    case Target::Kind::Change:
        return Text::tr("Change packet (%1)").arg(name);
    case Target::Kind::Opaque:
        return name;
    }
    return name;
}

QString policySentence(Core::Policy policy)
{
    return policy == Policy::Accept ? Text::tr("Otherwise: Allow")
                                    : Text::tr("Otherwise: Drop silently");
}

QString locationText(const Core::Location &location)
{
    const QString table = plain(location.table);
    const QString family = Words::familyWord(location.family);
    const QString backend =
        location.backend == Backend::File ? Text::tr("file") : plain(toString(location.backend));
    const QString chain = plain(location.chain);
    if (location.number == 0) {
        return Text::tr("the “otherwise” (policy) of %1 (%2, %3, %4)")
            .arg(chain, table, family, backend);
    }
    return Text::tr("rule %1 in %2 (%3, %4, %5)")
        .arg(QString::number(location.number), chain, table, family, backend);
}

namespace
{

QString placeText(const ChainPlace &place)
{
    return Text::tr("%1 (%2, %3, %4)", "INPUT (filter, IPv4, nft)")
        .arg(plain(place.chain), plain(place.table), Words::familyWord(place.family),
             plain(toString(place.backend)));
}

/// The rule as it is when on: the marks of Portlight say nothing to a person.
QString onText(const SwitchRule &change)
{
    const auto rule = parseRule("-A X " + change.rule, change.place.family);
    return plain(rule ? switchedOffBody(*rule) : change.rule);
}

struct ChangeReader {
    QString operator()(const InsertRule &change) const
    {
        return Text::tr("Insert rule %1 in %2: %3")
            .arg(QString::number(change.position), placeText(change.place), plain(change.rule));
    }
    QString operator()(const AppendRule &change) const
    {
        return Text::tr("Add a rule at the end of %1: %2")
            .arg(placeText(change.place), plain(change.rule));
    }
    QString operator()(const DeleteRule &change) const
    {
        if (change.position == 0) {
            return Text::tr("Remove a rule from %1: %2")
                .arg(placeText(change.place), plain(change.rule));
        }
        return Text::tr("Remove rule %1 from %2: %3")
            .arg(QString::number(change.position), placeText(change.place), plain(change.rule));
    }
    QString operator()(const ReplaceRule &change) const
    {
        return Text::tr("Replace rule %1 in %2 by: %3")
            .arg(QString::number(change.position), placeText(change.place), plain(change.newRule));
    }
    QString operator()(const MoveRule &change) const
    {
        return Text::tr("Move rule %1 in %2 to position %3: %4")
            .arg(QString::number(change.position), placeText(change.place),
                 QString::number(change.to), plain(change.rule));
    }
    QString operator()(const SwitchRule &change) const
    {
        return (change.on ? Text::tr("Switch rule %1 in %2 on again: %3")
                          : Text::tr("Switch rule %1 in %2 off; it stays at its place: %3"))
            .arg(QString::number(change.position), placeText(change.place), onText(change));
    }
    QString operator()(const SetPolicy &change) const
    {
        return change.policy == Policy::Accept
            ? Text::tr("Allow what no rule decides in %1").arg(placeText(change.place))
            : Text::tr("Drop silently what no rule decides in %1").arg(placeText(change.place));
    }
    QString operator()(const NewChain &change) const
    {
        return Text::tr("Add the rule list %1").arg(placeText(change.place));
    }
    QString operator()(const DeleteChain &change) const
    {
        return Text::tr("Remove the rule list %1").arg(placeText(change.place));
    }
    QString operator()(const FlushChain &change) const
    {
        return Text::tr("Remove every rule from %1").arg(placeText(change.place));
    }
    QString operator()(const RenameChain &change) const
    {
        return Text::tr("Rename the rule list %1 to %2; rules that continue in it follow")
            .arg(placeText(change.place), plain(change.name));
    }
    QString operator()(const ZeroCounters &change) const
    {
        return change.position == 0
            ? Text::tr("Set all counters in %1 to zero").arg(placeText(change.place))
            : Text::tr("Set the counters of rule %1 in %2 to zero")
                  .arg(QString::number(change.position), placeText(change.place));
    }
    QString operator()(const AddCounters &change) const
    {
        return change.position == 0
            ? Text::tr("Give the policy of %1 its counters back").arg(placeText(change.place))
            : Text::tr("Give rule %1 in %2 its counters back")
                  .arg(QString::number(change.position), placeText(change.place));
    }
    QString operator()(const SetSetting &change) const
    {
        return change.oldValue.empty()
            ? Text::tr("Set %1 to %2").arg(plain(change.name), plain(change.value))
            : Text::tr("Set %1 from %3 to %2")
                  .arg(plain(change.name), plain(change.value), plain(change.oldValue));
    }
};

} // namespace

QString changeSentence(const Core::Change &change)
{
    return std::visit(ChangeReader{}, change);
}

QString managerName(const std::string &name)
{
    if (name == "docker") {
        return QStringLiteral("Docker");
    }
    if (name == "none" || name.empty()) {
        return Text::tr("nothing");
    }
    return plain(name);
}

QString trialStateText(const QString &state)
{
    if (state == QLatin1String("trying")) {
        return Text::tr("Being tried");
    }
    if (state == QLatin1String("kept")) {
        return Text::tr("Kept");
    }
    if (state == QLatin1String("undone")) {
        return Text::tr("Undone");
    }
    if (state == QLatin1String("failed")) {
        return Text::tr("Failed");
    }
    return state;
}

} // namespace Portlight::App
