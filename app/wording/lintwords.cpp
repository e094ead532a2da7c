// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/lintwords.h"

#include "app/wording/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::LintWords)
};

QString ruleNumbers(const std::vector<Location> &rules)
{
    QStringList numbers;
    for (const Location &rule : rules) {
        numbers += QString::number(rule.number);
    }
    return Text::tr("rule %1", "rules 2 and 5", static_cast<int>(numbers.size()))
        .arg(Words::list(numbers));
}

QString networkWord(const IpNetwork &network)
{
    const auto length = network.prefixLength();
    const bool isOne = length && *length == network.address.size() * 8;
    return QString::fromStdString(isOne ? network.address.toString() : network.toString());
}

QString deviceWord(const std::string &label)
{
    if (label.empty()) {
        return Text::tr("any device that no rule names");
    }
    if (label.ends_with('+')) {
        return Text::tr("other devices beginning with %1", "a network device")
            .arg(plain(std::string_view(label).substr(0, label.size() - 1)));
    }
    return plain(label);
}

} // namespace

QString lintSentence(const LintFinding &finding)
{
    switch (finding.kind) {
    case LintKind::NeverMatches:
        return Text::tr("No packet can match this rule: its conditions exclude each other, or "
                        "everything that comes to this chain.");
    case LintKind::Hidden:
        return Text::tr("No packet gets to this rule: %1 takes everything it asks for.",
                        "rules 2 and 5 take", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::Contradicted:
        return Text::tr("This rule has no effect: %1 takes everything it asks for, and decides the "
                        "opposite.",
                        "rules 2 and 5 take", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::Needless:
        return Text::tr("This rule changes nothing: %1 does the same a little later.",
                        "rules 2 and 5 do", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::UnusedChain:
        return Text::tr("No rule calls the chain %1, so its rules do nothing.")
            .arg(plain(finding.at.chain));
    case LintKind::NotEntered:
        return Text::tr("No packet gets to the chain %1: whatever would call it is never reached.")
            .arg(plain(finding.at.chain));
    case LintKind::LoopbackBlocked:
        return Text::tr("Programs on this computer can't reach each other: nothing is let in over "
                        "the loopback device.");
    case LintKind::RepliesBlocked:
        return Text::tr("Connections to others may leave, but their replies are not let in.");
    case LintKind::OpenToAll:
        return Text::tr("Every %1 port takes connections from everyone.", "TCP")
            .arg(plain(finding.detail).toUpper());
    case LintKind::OpenInOneFamily:
        return Text::tr("%1 is open to everyone over %2, but not over %3.", "tcp 22")
            .arg(
                plain(finding.detail), Words::familyWord(finding.at.family),
                Words::familyWord(finding.at.family == Family::Ipv4 ? Family::Ipv6 : Family::Ipv4));
    }
    return {};
}

QString lintAdvice(const LintFinding &finding)
{
    switch (finding.kind) {
    case LintKind::Contradicted:
        return Text::tr("If this rule is the one you want, move it above the other; if not, delete "
                        "it.");
    case LintKind::NeverMatches:
    case LintKind::Hidden:
        return Text::tr("It can be deleted, or its conditions need a look.");
    case LintKind::NotEntered:
        return Text::tr("Look at the rules that call it.");
    case LintKind::LoopbackBlocked:
        return Text::tr("Accept everything that comes in over lo: iptables -I INPUT -i lo -j "
                        "ACCEPT");
    case LintKind::RepliesBlocked:
        return Text::tr("Accept what belongs to known connections: iptables -I INPUT -m conntrack "
                        "--ctstate RELATED,ESTABLISHED -j ACCEPT");
    case LintKind::OpenToAll:
    case LintKind::OpenInOneFamily:
        return Text::tr("If that is not meant, close it in both families.");
    case LintKind::Needless:
    case LintKind::UnusedChain:
        break;
    }
    return {};
}

QString lintMark(const LintFinding &finding)
{
    switch (finding.kind) {
    case LintKind::NeverMatches:
        return Text::tr("Never matches", "a rule");
    case LintKind::Hidden:
        return Text::tr("Hidden by %1", "rules 2 and 5", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::Contradicted:
        return Text::tr("Overruled by %1", "rules 2 and 5", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::Needless:
        return Text::tr("Repeated by %1", "rules 2 and 5", static_cast<int>(finding.by.size()))
            .arg(ruleNumbers(finding.by));
    case LintKind::UnusedChain:
        return Text::tr("Not called by any rule", "a list of rules");
    case LintKind::NotEntered:
        return Text::tr("Never reached", "a list of rules");
    case LintKind::LoopbackBlocked:
        return Text::tr("Blocks programs here");
    case LintKind::RepliesBlocked:
        return Text::tr("Blocks replies");
    case LintKind::OpenToAll:
        return Text::tr("Open to everyone");
    case LintKind::OpenInOneFamily:
        return Text::tr("Open in one IP version only");
    }
    return {};
}

QString lintIconName(const LintFinding &finding)
{
    switch (finding.severity) {
    case LintSeverity::Problem:
        return QStringLiteral("result-problem");
    case LintSeverity::Warning:
        return QStringLiteral("state-warning");
    case LintSeverity::Note:
        return QStringLiteral("help-about");
    }
    return {};
}

QString lintSeverityWord(LintSeverity severity)
{
    switch (severity) {
    case LintSeverity::Note:
        return Text::tr("Note");
    case LintSeverity::Warning:
        return Text::tr("Warning");
    case LintSeverity::Problem:
        return Text::tr("Problem");
    }
    return {};
}

QString openingPorts(const Opening &opening)
{
    const QString protocol = Words::protocolWord(opening.protocol);
    if (opening.ports.first <= 1 && opening.ports.last == 65535) {
        return Text::tr("all %1 ports", "all TCP ports").arg(protocol);
    }
    if (opening.ports.first == opening.ports.last) {
        return Words::portWord(opening.protocol, opening.ports.first);
    }
    return Text::tr("%1 ports %2–%3", "TCP ports 8000–8003")
        .arg(protocol)
        .arg(std::max<unsigned>(opening.ports.first, 1))
        .arg(opening.ports.last);
}

QString openingPeers(const Opening &opening)
{
    QStringList networks;
    for (const IpNetwork &network : opening.sources) {
        networks += networkWord(network);
    }
    QString text;
    if (opening.manySources) {
        text = Text::tr("from many networks");
    } else if (networks.isEmpty()) {
        text = Text::tr("from everyone");
    } else if (opening.allBut) {
        text = Text::tr("from everyone but %1", "networks").arg(Words::list(networks));
    } else {
        text = Text::tr("from %1", "networks").arg(Words::list(networks));
    }
    if (!opening.devices.empty()) {
        QStringList devices;
        for (const std::string &label : opening.devices) {
            devices += deviceWord(label);
        }
        text = Text::tr("%1 over %2", "from everyone over eth0").arg(text, Words::list(devices));
    }
    if (opening.conditional) {
        text = Text::tr("%1, if more conditions hold", "from everyone").arg(text);
    }
    if (!opening.sure) {
        text = Text::tr("%1, perhaps (a condition can't be told)", "from everyone").arg(text);
    }
    return text;
}

QString openingDifferenceSentence(const OpeningDifference &difference)
{
    constexpr std::size_t shown = 3;
    const auto listed = [](const std::vector<Opening> &openings) {
        QStringList parts;
        for (const Opening &opening : openings) {
            if (parts.size() == static_cast<qsizetype>(shown)) {
                parts << Text::tr("%n more", "ports opened or closed",
                                  static_cast<int>(openings.size() - shown));
                break;
            }
            parts << openingPorts(opening) + QLatin1Char(' ') + openingPeers(opening);
        }
        return Words::list(parts);
    };
    const bool opens = !difference.opened.empty();
    const bool closes = !difference.closed.empty();
    if (opens && closes) {
        return Text::tr("Opens %1; closes %2.", "ports")
            .arg(listed(difference.opened), listed(difference.closed));
    }
    if (opens) {
        return Text::tr("Opens %1; closes nothing.", "ports").arg(listed(difference.opened));
    }
    return closes ? Text::tr("Opens nothing; closes %1.", "ports").arg(listed(difference.closed))
                  : Text::tr("Opens nothing and closes nothing.");
}

} // namespace Portlight::App
