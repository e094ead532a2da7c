// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/wording/rulefieldwords.h"
#include "core/change/change.h"
#include "core/ruleset/ruleset.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace Portlight::App
{

enum class RuleAction : std::uint8_t {
    Allow,
    Drop,
    Refuse,
    Log,
    Continue, ///< -j to a chain
    Return,
    Count, ///< no target
    SendOn, ///< DNAT
    Redirect, ///< REDIRECT
    OwnAddress, ///< SNAT
    Share, ///< MASQUERADE
    Other, ///< any other target; only its text says what it is
};

/// A condition on a value, as typed. Empty: no condition.
struct FieldValue {
    QString text;
    bool except = false; ///< all but this
    bool operator==(const FieldValue &) const = default;
};

/// What the fields of the rule editor show.
struct RuleFields {
    FieldValue protocol; ///< "tcp"; as iptables names it
    FieldValue source;
    FieldValue destination;
    FieldValue sourcePorts; ///< "22", "ssh", "1000:2000", "80,443"
    FieldValue destinationPorts;
    FieldValue inInterface;
    FieldValue outInterface;
    std::set<Core::FlowState> states; ///< empty: any
    QString icmpType;
    QString limit; ///< "5/min"
    QString limitBurst;
    QString mark;
    QString comment;
    RuleAction action = RuleAction::Allow;
    QString refuseWith; ///< "icmp-port-unreachable", "tcp-reset", …; empty: the default
    QString logPrefix;
    QString targetChain;
    QString natTo; ///< --to-destination, --to-source or --to-ports
    bool operator==(const RuleFields &) const = default;
};

/// One rule as fields and as text; each side follows the other. What no field shows stays as the
/// text it was, in its place; what was not touched keeps its exact text. No widgets.
class RuleForm
{
public:
    struct Problem {
        RuleField field = RuleField::Text;
        RuleFlaw flaw = RuleFlaw::NotUnderstood;
        int position = 0; ///< of the first bad character in text()
        int length = 0;
        QString detail; ///< the parser's own words, English
        QString sentence() const;
    };

    /// `table` (may be null: not there yet) tells which chains a rule can continue in.
    RuleForm(Core::ChainPlace place, const Core::Table *table);

    /// `text` is a rule without "-A CHAIN", as in Core::InsertRule::rule.
    void setText(const QString &text);
    void setFields(const RuleFields &fields);

    const Core::ChainPlace &place() const;
    const QString &text() const;
    const RuleFields &fields() const;
    /// False while text that was typed cannot be read: the fields then show an older state.
    bool fieldsFollow() const;
    /// Parts of the rule that no field shows, as text.
    const QStringList &others() const;
    /// The action's options that no field shows, as text.
    const QString &otherOptions() const;
    const std::optional<Problem> &problem() const;
    /// Null while there is a problem.
    const Core::Rule *rule() const;
    /// What iptables will print for the rule, without "-A CHAIN"; empty while there is a problem.
    std::string body() const;

    /// Actions that the kernel takes in this chain, in the order in which to offer them.
    std::vector<RuleAction> actions() const;
    /// Kinds of refusal for this IP version, the usual one first; "tcp-reset" is for TCP only.
    QStringList refuseKinds() const;
    /// User chains of the table, this one left out.
    QStringList chains() const;

private:
    struct Part {
        std::optional<RuleField> field; ///< nothing: no field shows it
        std::string text; ///< as it was read
        bool isTransport = false; ///< ports and perhaps more
        std::string rest; ///< of a transport part: what no field shows
    };
    void read(const Core::Rule &rule);
    void readTarget(const Core::Target &target);
    std::string write() const;
    std::string writeHead() const;
    std::string writeModules() const;
    std::string writePorts(bool &portsDone) const;
    std::string writeTarget() const;
    void check();
    std::optional<Problem> missingValue() const;
    std::optional<Problem> wrongPlace(const Core::Rule &rule) const;
    Problem at(RuleField field, RuleFlaw flaw) const;

    Core::ChainPlace m_place;
    QStringList m_chains;
    QString m_text;
    RuleFields m_fields;
    RuleFields m_base; ///< what the parts say
    std::vector<Part> m_parts;
    std::string m_target;
    std::string m_targetRest;
    bool m_baseHasTransport[2] = {false, false}; ///< source, destination ports: not multiport
    bool m_fieldsFollow = true;
    QStringList m_others;
    QString m_otherOptions;
    std::optional<Problem> m_problem;
    std::optional<Core::Rule> m_rule;
};

} // namespace Portlight::App
