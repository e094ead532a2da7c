// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/ruleform.h"

#include "app/models/qtext.h"
#include "core/change/changetext.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "core/text/values.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace Portlight::App
{

namespace
{

constexpr int maxLogPrefixLength = 29; ///< NF_LOG_PREFIXLEN of xt_LOG, without its end

std::vector<std::string> wordsOf(const std::string &text)
{
    return Core::splitArguments(text).value_or(std::vector<std::string>{});
}

/// The value of an option, if it is there once; it is then taken out of the words.
std::optional<QString> takeOption(std::vector<std::string> &words, std::string_view option)
{
    const auto found = std::find(words.begin(), words.end(), option);
    if (found == words.end() || found + 1 == words.end()
        || std::find(found + 1, words.end(), option) != words.end()) {
        return {};
    }
    const QString value = qtext(*(found + 1));
    words.erase(found, found + 2);
    return value;
}

/// An address without the "/32" that iptables adds to a single one.
QString networkText(const Core::IpNetwork &network)
{
    QString text = qtext(network.toString());
    const auto full = network.address.size() * 8;
    const QString ending = QStringLiteral("/%1").arg(full);
    return text.endsWith(ending) ? text.chopped(ending.size()) : text;
}

QString rangeText(const Core::PortRange &range)
{
    std::string text;
    Core::appendPortRange(text, range);
    return qtext(text);
}

RuleField fieldOfOption(const QString &option)
{
    static const QHash<QString, RuleField> fields = {
        {QStringLiteral("-p"), RuleField::Protocol},
        {QStringLiteral("--protocol"), RuleField::Protocol},
        {QStringLiteral("--proto"), RuleField::Protocol},
        {QStringLiteral("-s"), RuleField::Source},
        {QStringLiteral("--source"), RuleField::Source},
        {QStringLiteral("--src"), RuleField::Source},
        {QStringLiteral("-d"), RuleField::Destination},
        {QStringLiteral("--destination"), RuleField::Destination},
        {QStringLiteral("--dst"), RuleField::Destination},
        {QStringLiteral("--sport"), RuleField::SourcePorts},
        {QStringLiteral("--source-port"), RuleField::SourcePorts},
        {QStringLiteral("--sports"), RuleField::SourcePorts},
        {QStringLiteral("--source-ports"), RuleField::SourcePorts},
        {QStringLiteral("--dport"), RuleField::DestinationPorts},
        {QStringLiteral("--destination-port"), RuleField::DestinationPorts},
        {QStringLiteral("--dports"), RuleField::DestinationPorts},
        {QStringLiteral("--destination-ports"), RuleField::DestinationPorts},
        {QStringLiteral("-i"), RuleField::InInterface},
        {QStringLiteral("--in-interface"), RuleField::InInterface},
        {QStringLiteral("-o"), RuleField::OutInterface},
        {QStringLiteral("--out-interface"), RuleField::OutInterface},
        {QStringLiteral("--ctstate"), RuleField::State},
        {QStringLiteral("--state"), RuleField::State},
        {QStringLiteral("--icmp-type"), RuleField::IcmpType},
        {QStringLiteral("--icmpv6-type"), RuleField::IcmpType},
        {QStringLiteral("--limit"), RuleField::Limit},
        {QStringLiteral("--limit-burst"), RuleField::Limit},
        {QStringLiteral("--mark"), RuleField::Mark},
        {QStringLiteral("--comment"), RuleField::Comment},
        {QStringLiteral("-j"), RuleField::Action},
        {QStringLiteral("--jump"), RuleField::Action},
        {QStringLiteral("-g"), RuleField::Action},
        {QStringLiteral("--goto"), RuleField::Action},
        {QStringLiteral("--reject-with"), RuleField::RefuseKind},
        {QStringLiteral("--log-prefix"), RuleField::LogPrefix},
        {QStringLiteral("--to-destination"), RuleField::NatAddress},
        {QStringLiteral("--to-source"), RuleField::NatAddress},
        {QStringLiteral("--to-ports"), RuleField::NatAddress},
    };
    return fields.value(option, RuleField::Text);
}

/// What stands at a place of a rule's text: the word, and the field it belongs to.
struct Spot {
    RuleField field = RuleField::Text;
    int begin = 0;
    int length = 0;
};

Spot spotAt(const QString &text, int position)
{
    static const QRegularExpression word(QStringLiteral("\"(?:\\\\.|[^\"\\\\])*\"?|[^\\s\"]+"));
    Spot spot{RuleField::Text, std::clamp(position, 0, static_cast<int>(text.size())), 0};
    QString option;
    auto words = word.globalMatch(text);
    while (words.hasNext()) {
        const auto match = words.next();
        if (match.capturedStart() > position) {
            break;
        }
        if (match.captured().startsWith(QLatin1Char('-')) && match.capturedLength() > 1) {
            option = match.captured().section(QLatin1Char('='), 0, 0);
        }
        if (position < match.capturedEnd()) {
            spot.begin = static_cast<int>(match.capturedStart());
            spot.length = static_cast<int>(match.capturedLength());
        }
    }
    spot.field = fieldOfOption(option);
    return spot;
}

bool isPortRange(const QString &text)
{
    return Core::parsePortRange(stdtext(QString(text).replace(QLatin1Char('-'), QLatin1Char(':'))))
        .has_value();
}

/// "192.0.2.7", "192.0.2.7-192.0.2.9", "192.0.2.7:80", ":80"; with brackets for IPv6 and a port.
bool isNatAddress(const QString &text, Core::Family family)
{
    static const QRegularExpression withBrackets(QStringLiteral("^\\[([^\\]]*)\\](?::(.+))?$"));
    QString addresses = text;
    QString ports;
    if (family == Core::Family::Ipv4) {
        addresses = text.section(QLatin1Char(':'), 0, 0);
        ports = text.section(QLatin1Char(':'), 1);
        if (text.endsWith(QLatin1Char(':'))) {
            return false;
        }
    } else if (const auto match = withBrackets.match(text); match.hasMatch()) {
        addresses = match.captured(1);
        ports = match.captured(2);
    }
    if (!ports.isEmpty() && !isPortRange(ports)) {
        return false;
    }
    if (addresses.isEmpty()) {
        return !ports.isEmpty();
    }
    const auto ends = addresses.split(QLatin1Char('-'));
    return ends.size() <= 2 && std::all_of(ends.begin(), ends.end(), [family](const QString &end) {
               const auto address = Core::IpAddress::parse(stdtext(end));
               return address && address->family == family;
           });
}

bool isRate(const QString &text)
{
    static const QRegularExpression rate(
        QStringLiteral("^[1-9][0-9]{0,5}(/(s|sec|second|m|min|minute|h|hour|d|day))?$"));
    return rate.match(text).hasMatch();
}

bool isOtherFamily(const QString &text, Core::Family family)
{
    const auto network = Core::IpNetwork::parse(stdtext(text.trimmed()));
    return network && network->address.family != family;
}

} // namespace

QString RuleForm::Problem::sentence() const
{
    return ruleFlawText(field, flaw);
}

RuleForm::RuleForm(Core::ChainPlace place, const Core::Table *table)
    : m_place(std::move(place))
{
    if (table != nullptr) {
        for (const auto &chain : table->chains) {
            if (!Core::isBuiltInChain(table->name, chain.name) && chain.name != m_place.chain) {
                m_chains << qtext(chain.name);
            }
        }
    }
    RuleFields fields;
    fields.action = actions().front();
    setText({});
    setFields(fields);
}

void RuleForm::setText(const QString &text)
{
    m_text = text;
    check();
    const auto rule = Core::parseRuleBody(m_place.chain, stdtext(m_text.trimmed()), m_place.family);
    m_fieldsFollow = rule.has_value();
    if (rule) {
        read(*rule);
        check();
    }
}

void RuleForm::setFields(const RuleFields &fields)
{
    m_fields = fields;
    m_fieldsFollow = true;
    m_text = qtext(write());
    check();
}

void RuleForm::read(const Core::Rule &rule)
{
    m_base = {};
    m_parts.clear();
    m_others.clear();
    m_baseHasTransport[0] = m_baseHasTransport[1] = false;
    std::set<RuleField> claimed;
    const auto claim = [&claimed](RuleField field) {
        return claimed.insert(field).second;
    };
    for (const auto &match : rule.matches) {
        Part part;
        part.text = Core::matchText(match);
        if (part.text.empty()) {
            continue;
        }
        auto words = wordsOf(part.text);
        if (const auto *address = std::get_if<Core::AddressMatch>(&match)) {
            const bool isSource = address->side == Core::Side::Source;
            part.field = isSource ? RuleField::Source : RuleField::Destination;
            (isSource ? m_base.source : m_base.destination) = {networkText(address->network),
                                                               address->inverted};
        } else if (const auto *interface = std::get_if<Core::InterfaceMatch>(&match)) {
            const bool isIn = interface->side == Core::Side::Source;
            part.field = isIn ? RuleField::InInterface : RuleField::OutInterface;
            (isIn ? m_base.inInterface : m_base.outInterface) = {qtext(interface->pattern),
                                                                 interface->inverted};
        } else if (const auto *protocol = std::get_if<Core::ProtocolMatch>(&match)) {
            part.field = RuleField::Protocol;
            m_base.protocol = {qtext(Core::protocolName(protocol->protocol)), protocol->inverted};
        } else if (const auto *transport = std::get_if<Core::TransportMatch>(&match)) {
            part.isTransport = true;
            auto rest = *transport;
            if (transport->sourcePorts && claim(RuleField::SourcePorts)) {
                m_base.sourcePorts = {rangeText(*transport->sourcePorts),
                                      transport->sourceInverted};
                m_baseHasTransport[0] = true;
                rest.sourcePorts.reset();
                rest.sourceInverted = false;
            }
            if (transport->destinationPorts && claim(RuleField::DestinationPorts)) {
                m_base.destinationPorts = {rangeText(*transport->destinationPorts),
                                           transport->destinationInverted};
                m_baseHasTransport[1] = true;
                rest.destinationPorts.reset();
                rest.destinationInverted = false;
            }
            auto restWords = wordsOf(Core::matchText(rest));
            if (restWords.size() > 2) { // more than "-m tcp"
                restWords.erase(restWords.begin(), restWords.begin() + 2);
                part.rest = Core::joinArguments(restWords);
                m_others << qtext(part.rest);
            }
            m_parts.push_back(std::move(part));
            continue;
        } else if (const auto *ports = std::get_if<Core::MultiportMatch>(&match)) {
            const bool isSource = ports->ports == Core::MultiportMatch::Ports::Source;
            const auto field = isSource ? RuleField::SourcePorts : RuleField::DestinationPorts;
            if (ports->ports != Core::MultiportMatch::Ports::Either && claim(field)) {
                part.field = field;
                QStringList list;
                for (const auto &range : ports->ranges) {
                    list << rangeText(range);
                }
                (isSource ? m_base.sourcePorts : m_base.destinationPorts) = {
                    list.join(QLatin1Char(',')), ports->inverted};
            }
        } else if (const auto *icmp = std::get_if<Core::IcmpMatch>(&match)) {
            const auto value = takeOption(
                words, icmp->family == Core::Family::Ipv4 ? "--icmp-type" : "--icmpv6-type");
            if (value && !icmp->inverted && claim(RuleField::IcmpType)) {
                part.field = RuleField::IcmpType;
                m_base.icmpType = *value;
            }
        } else if (const auto *state = std::get_if<Core::StateMatch>(&match)) {
            if (!state->inverted && !state->sourceNat && !state->destinationNat
                && claim(RuleField::State)) {
                part.field = RuleField::State;
                m_base.states.insert(state->states.begin(), state->states.end());
            }
        } else if (const auto *comment = std::get_if<Core::CommentMatch>(&match)) {
            if (claim(RuleField::Comment)) {
                part.field = RuleField::Comment;
                m_base.comment = qtext(comment->text);
            }
        } else if (const auto *mark = std::get_if<Core::MarkMatch>(&match)) {
            const auto value = takeOption(words, "--mark");
            if (value && !mark->inverted && claim(RuleField::Mark)) {
                part.field = RuleField::Mark;
                m_base.mark = *value;
            }
        } else if (const auto *opaque = std::get_if<Core::OpaqueMatch>(&match);
                   opaque != nullptr && opaque->name == "limit") {
            const auto rate = takeOption(words, "--limit");
            const auto burst = takeOption(words, "--limit-burst");
            if (rate && words.size() == 2 && claim(RuleField::Limit)) {
                part.field = RuleField::Limit;
                m_base.limit = *rate;
                m_base.limitBurst = burst.value_or(QString());
            }
        }
        if (!part.field) {
            m_others << qtext(part.text);
        }
        m_parts.push_back(std::move(part));
    }
    readTarget(rule.target);
    m_fields = m_base;
}

void RuleForm::readTarget(const Core::Target &target)
{
    using Kind = Core::Target::Kind;
    m_target = Core::targetText(target);
    auto words = wordsOf(target.options);
    m_base.action = RuleAction::Other;
    if (target.kind == Kind::None) {
        m_base.action = RuleAction::Count;
    } else if (target.kind == Kind::Accept) {
        m_base.action = RuleAction::Allow;
    } else if (target.kind == Kind::Drop) {
        m_base.action = RuleAction::Drop;
    } else if (target.kind == Kind::Return) {
        m_base.action = RuleAction::Return;
    } else if (target.kind == Kind::Jump) {
        m_base.action = RuleAction::Continue;
        m_base.targetChain = qtext(target.name);
    } else if (target.kind == Kind::Reject) {
        m_base.action = RuleAction::Refuse;
        m_base.refuseWith = takeOption(words, "--reject-with").value_or(QString());
    } else if (target.name == "LOG") {
        m_base.action = RuleAction::Log;
        m_base.logPrefix = takeOption(words, "--log-prefix").value_or(QString());
    } else if (target.name == "DNAT") {
        m_base.action = RuleAction::SendOn;
        m_base.natTo = takeOption(words, "--to-destination").value_or(QString());
    } else if (target.name == "REDIRECT") {
        m_base.action = RuleAction::Redirect;
        m_base.natTo = takeOption(words, "--to-ports").value_or(QString());
    } else if (target.name == "SNAT") {
        m_base.action = RuleAction::OwnAddress;
        m_base.natTo = takeOption(words, "--to-source").value_or(QString());
    } else if (target.name == "MASQUERADE") {
        m_base.action = RuleAction::Share;
        m_base.natTo = takeOption(words, "--to-ports").value_or(QString());
    }
    m_targetRest = m_base.action == RuleAction::Other ? std::string() : Core::joinArguments(words);
    m_otherOptions = m_base.action == RuleAction::Other ? qtext(m_target) : qtext(m_targetRest);
}

RuleForm::Problem RuleForm::at(RuleField field, RuleFlaw flaw) const
{
    Problem problem{field, flaw, static_cast<int>(m_text.size()), 0, {}};
    for (int i = 0; i < m_text.size(); ++i) {
        const auto spot = spotAt(m_text, i);
        // The value, not the option before it.
        if (spot.field == field && spot.length > 0 && m_text[spot.begin] != QLatin1Char('-')) {
            problem.position = spot.begin;
            problem.length = spot.length;
            break;
        }
    }
    return problem;
}

std::optional<RuleForm::Problem> RuleForm::missingValue() const
{
    const auto hasPorts = [this] {
        const auto protocol = Core::parseProtocol(stdtext(m_fields.protocol.text.trimmed()));
        static constexpr std::uint8_t dccp = 33;
        return protocol && !m_fields.protocol.except
            && (*protocol == Core::ProtocolTcp || *protocol == Core::ProtocolUdp
                || *protocol == Core::ProtocolSctp || *protocol == Core::ProtocolUdplite
                || *protocol == dccp);
    };
    for (const auto &[field, value] :
         {std::pair(RuleField::SourcePorts, &m_fields.sourcePorts),
          std::pair(RuleField::DestinationPorts, &m_fields.destinationPorts)}) {
        if (!value->text.trimmed().isEmpty() && !hasPorts()) {
            return at(field, RuleFlaw::NeedsProtocolWithPorts);
        }
    }
    if (!m_fields.limit.isEmpty() && !isRate(m_fields.limit.trimmed())) {
        return at(RuleField::Limit, RuleFlaw::NotUnderstood);
    }
    if (m_fields.action == RuleAction::Continue && m_fields.targetChain.trimmed().isEmpty()) {
        return at(RuleField::TargetChain, RuleFlaw::Missing);
    }
    const QString natTo = m_fields.natTo.trimmed();
    const bool needsAddress =
        m_fields.action == RuleAction::SendOn || m_fields.action == RuleAction::OwnAddress;
    if (needsAddress && natTo.isEmpty()) {
        return at(RuleField::NatAddress, RuleFlaw::Missing);
    }
    if (needsAddress && !isNatAddress(natTo, m_place.family)) {
        return at(RuleField::NatAddress, RuleFlaw::NotUnderstood);
    }
    if ((m_fields.action == RuleAction::Redirect || m_fields.action == RuleAction::Share)
        && !natTo.isEmpty() && !isPortRange(natTo)) {
        return at(RuleField::NatAddress, RuleFlaw::NotUnderstood);
    }
    if (m_fields.action == RuleAction::Log && m_fields.logPrefix.size() > maxLogPrefixLength) {
        return at(RuleField::LogPrefix, RuleFlaw::TooLong);
    }
    if (m_fields.comment.toUtf8().size() > static_cast<qsizetype>(Core::maxCommentLength)) {
        return at(RuleField::Comment, RuleFlaw::TooLong);
    }
    return {};
}

std::optional<RuleForm::Problem> RuleForm::wrongPlace(const Core::Rule &rule) const
{
    using Kind = Core::Target::Kind;
    const auto &target = rule.target;
    const bool isNat = m_place.table == "nat";
    const auto &chain = m_place.chain;
    const bool isBuiltIn = Core::isBuiltInChain(m_place.table, chain);
    if (target.kind == Kind::Reject && m_place.table != "filter") {
        return at(RuleField::Action, RuleFlaw::OnlyInFilter);
    }
    if ((target.kind == Kind::Drop || target.kind == Kind::Reject) && isNat) {
        return at(RuleField::Action, RuleFlaw::NotInNat);
    }
    if ((target.kind == Kind::DestinationNat || target.kind == Kind::SourceNat) && !isNat) {
        return at(RuleField::Action, RuleFlaw::OnlyInNat);
    }
    const bool isBefore = chain == "PREROUTING" || chain == "OUTPUT";
    if (isBuiltIn && target.kind == Kind::DestinationNat && target.name != "NETMAP" && !isBefore) {
        return at(RuleField::Action, RuleFlaw::OnlyBeforeRouting);
    }
    if (isBuiltIn && target.name == "MASQUERADE" && chain != "POSTROUTING") {
        return at(RuleField::Action, RuleFlaw::OnlyInPostrouting);
    }
    if (isBuiltIn && target.name == "SNAT" && isBefore) {
        return at(RuleField::Action, RuleFlaw::OnlyAfterRouting);
    }
    const bool jumps = target.kind == Kind::Jump || target.kind == Kind::Goto;
    // An upper-case name may be a target of the kernel that Portlight has not heard of.
    const bool mayBeTarget = std::all_of(target.name.begin(), target.name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    if (jumps && !m_chains.contains(qtext(target.name))
        && (!mayBeTarget || target.kind == Kind::Goto)) {
        const bool chosen = m_fieldsFollow && m_fields.action == RuleAction::Continue;
        auto problem = at(RuleField::Action, RuleFlaw::NoSuchChain);
        problem.field = chosen ? RuleField::TargetChain : RuleField::Action;
        return problem;
    }
    return {};
}

void RuleForm::check()
{
    m_rule.reset();
    m_problem.reset();
    if (m_fieldsFollow) {
        m_problem = missingValue();
        if (m_problem) {
            return;
        }
    }
    auto rule = Core::parseRuleBody(m_place.chain, stdtext(m_text), m_place.family);
    if (!rule) {
        const auto &error = rule.error();
        const auto bytes =
            stdtext(m_text).substr(0, error.position.column > 0 ? error.position.column - 1 : 0);
        const auto spot = spotAt(m_text, static_cast<int>(qtext(bytes).size()));
        m_problem = Problem{spot.field, RuleFlaw::NotUnderstood, spot.begin, spot.length,
                            qtext(error.message)};
        const QString value = m_text.mid(spot.begin, spot.length);
        if ((spot.field == RuleField::Source || spot.field == RuleField::Destination)
            && isOtherFamily(value, m_place.family)) {
            m_problem->flaw = RuleFlaw::WrongFamily;
        } else if (error.message == "tcp-reset needs -p tcp") {
            *m_problem = at(RuleField::RefuseKind, RuleFlaw::NeedsTcp);
        }
        return;
    }
    m_problem = wrongPlace(*rule);
    if (!m_problem) {
        m_rule = std::move(*rule);
    }
}

const Core::ChainPlace &RuleForm::place() const
{
    return m_place;
}

const QString &RuleForm::text() const
{
    return m_text;
}

const RuleFields &RuleForm::fields() const
{
    return m_fields;
}

bool RuleForm::fieldsFollow() const
{
    return m_fieldsFollow;
}

const QStringList &RuleForm::others() const
{
    return m_others;
}

const QString &RuleForm::otherOptions() const
{
    return m_otherOptions;
}

const std::optional<RuleForm::Problem> &RuleForm::problem() const
{
    return m_problem;
}

const Core::Rule *RuleForm::rule() const
{
    return m_rule ? &*m_rule : nullptr;
}

std::string RuleForm::body() const
{
    return m_rule ? std::string(Core::bodyOf(m_place.chain, m_rule->text)) : std::string();
}

} // namespace Portlight::App
