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
};

inline QList<StoryFacts> storyFacts()
{
    const auto filter = QStringLiteral("filter");
    const auto input = QStringLiteral("INPUT");
    const auto anywhere = QStringLiteral("0.0.0.0:8080");
    return {
        {QStringLiteral("blocked-web-server"), QStringLiteral("refused"), QStringLiteral("3/3"),
         anywhere, QStringLiteral("rule-reject"), filter, input, 3},
        {QStringLiteral("rule-order"),
         QStringLiteral("timed-out"),
         {},
         anywhere,
         QStringLiteral("accept-too-late"),
         filter,
         input,
         2},
        {QStringLiteral("closed-by-policy"),
         QStringLiteral("timed-out"),
         {},
         anywhere,
         QStringLiteral("policy-drop"),
         filter,
         input,
         0},
        {QStringLiteral("listens-locally"),
         QStringLiteral("refused"),
         {},
         QStringLiteral("127.0.0.1:8080"),
         QStringLiteral("listens-elsewhere"),
         {},
         {},
         0},
        {QStringLiteral("hotspot-without-forwarding"),
         QStringLiteral("timed-out"),
         {},
         anywhere,
         QStringLiteral("forwarding-disabled"),
         {},
         {},
         0},
        {QStringLiteral("gateway-without-masquerade"),
         QStringLiteral("timed-out"),
         {},
         anywhere,
         QStringLiteral("missing-masquerade"),
         {},
         {},
         0},
    };
}
