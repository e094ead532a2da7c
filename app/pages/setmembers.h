// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/text/addressset.h"

#include <QObject>
#include <QStringList>

#include <string>
#include <vector>

namespace Portlight::App
{

class RuleModel;
class Session;

/// What is in the sets that a rule asks: sets of ip_set are read from the helper, when a rule with
/// them is looked at; those of nftables are part of what was read already.
class SetMembers : public QObject
{
    Q_OBJECT

public:
    /// `session` outlives this.
    SetMembers(Session &session, QObject *parent);

    /// Row -1: none. Sets of the kernel are asked for when the names are others, and again after
    /// refresh().
    void follow(const RuleModel &model, int row);
    void refresh();
    /// For people; empty when the rule asks no set.
    QString text() const;

Q_SIGNALS:
    void changed();

private:
    void read();
    void setText(const QString &text);

    Session &m_session;
    std::vector<std::string> m_names; ///< of ip_set
    QObject *m_call = nullptr; ///< context of the request on its way
    QString m_text;
};

/// The sets and maps that a rule of nftables asks by name ("@admins"), each once.
QStringList namedSetsOf(const QString &rule);

} // namespace Portlight::App
