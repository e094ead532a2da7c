// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QList>
#include <QString>

/// What is known about each story beforehand (FACTS.md 1.1): how its client fails, and why.
struct StoryFacts {
    QString id;
    QString outcome; ///< of the client's connect to port 8080
    QString icmp; ///< type/code of what refused it; empty: a RST, or nothing at all
    QString listener; ///< the address the service has, on the node `server`
    QString cause; ///< DESIGN.md 5
    QString table;
    QString chain; ///< of the blamed rule or policy; empty: no rule is to blame
    int number = 0; ///< 0: the policy
    QString offender = {}; ///< who sent the ICMP error; empty: the one who was asked
    QString family = QStringLiteral("ipv4");
    QString server = QStringLiteral("server");
};

inline QList<StoryFacts> storyFacts()
{
    const auto text = [](const char *word) {
        return QString::fromLatin1(word);
    };
    const auto row = [&text](const char *id, const char *outcome, const char *icmp,
                             const char *listener, const char *cause, const char *table = "",
                             const char *chain = "", int number = 0) {
        StoryFacts facts{text(id),    text(outcome), text(icmp),  text(listener),
                         text(cause), text(table),   text(chain), number};
        return facts;
    };
    const char *anywhere = "0.0.0.0:8080";
    auto guests =
        row("guest-network", "refused", "3/3", anywhere, "rule-reject", "filter", "FORWARD", 3);
    guests.offender = text("192.168.77.1");
    auto outgoing =
        row("outgoing-refused", "refused", "3/3", anywhere, "rule-reject", "filter", "OUTPUT", 3);
    outgoing.offender = text("10.9.0.1");
    auto overIpv6 =
        row("ipv6-forgotten", "timed-out", "", "[::]:8080", "policy-drop", "filter", "INPUT");
    overIpv6.family = text("ipv6");
    auto published = row("published-and-dropped", "timed-out", "", "0.0.0.0:80", "policy-drop",
                         "filter", "FORWARD");
    published.server = text("container");
    return {
        row("blocked-web-server", "refused", "3/3", anywhere, "rule-reject", "filter", "INPUT", 3),
        row("rule-order", "timed-out", "", anywhere, "accept-too-late", "filter", "INPUT", 2),
        row("closed-by-policy", "timed-out", "", anywhere, "policy-drop", "filter", "INPUT"),
        row("listens-locally", "refused", "", "127.0.0.1:8080", "listens-elsewhere"),
        row("hotspot-without-forwarding", "timed-out", "", anywhere, "forwarding-disabled"),
        row("gateway-without-masquerade", "timed-out", "", anywhere, "missing-masquerade"),
        row("answers-blocked", "timed-out", "", anywhere, "reply-blocked", "filter", "OUTPUT"),
        row("untracked-server", "timed-out", "", anywhere, "state-invalid", "filter", "INPUT"),
        row("hidden-in-mangle", "timed-out", "", anywhere, "rule-drop", "mangle", "PREROUTING", 1),
        guests,
        outgoing,
        overIpv6,
        published,
    };
}
