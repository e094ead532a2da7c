// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/rulefieldwords.h"

#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RuleFieldWords)
};

QString expectation(RuleField field)
{
    switch (field) {
    case RuleField::Protocol:
        return Text::tr("Protocol: use a name such as tcp, udp or icmp, or a number up to 255.");
    case RuleField::Source:
    case RuleField::Destination:
        return Text::tr("%1: use an address such as 192.0.2.7, or a network such as 192.0.2.0/24.")
            .arg(ruleFieldName(field));
    case RuleField::SourcePorts:
    case RuleField::DestinationPorts:
        return Text::tr("%1: use a port such as 80, a service such as ssh, a range such as "
                        "1000:2000, or up to 15 of them with commas.")
            .arg(ruleFieldName(field));
    case RuleField::InInterface:
    case RuleField::OutInterface:
        return Text::tr("%1: use a name such as eth0, or eth+ for all that begin with it. "
                        "Packets that come in have no way out yet, and the other way round.")
            .arg(ruleFieldName(field));
    case RuleField::State:
        return Text::tr("Connection state: use NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED.");
    case RuleField::IcmpType:
        return Text::tr("Kind of message: use a name such as echo-request, or a number. It "
                        "needs the protocol ICMP.");
    case RuleField::Limit:
        return Text::tr("At most: use a number and a time, such as 5/minute or 10/second.");
    case RuleField::Mark:
        return Text::tr("Mark: use a number such as 0x1, or a number and a mask such as 0x1/0xff.");
    case RuleField::Comment:
        return Text::tr("Comment: use at most 255 characters.");
    case RuleField::Action:
        return Text::tr("Action: this is no action or rule list that can be used here.");
    case RuleField::RefuseKind:
        return Text::tr("Answer: this kind of refusal can't be used with this IP version.");
    case RuleField::LogPrefix:
        return Text::tr("Words in the log: use at most 29 characters.");
    case RuleField::TargetChain:
        return Text::tr("Rule list: this is not the name of a list.");
    case RuleField::NatAddress:
        return Text::tr("New address: use an address such as 192.0.2.7, with a port if it "
                        "changes, too: 192.0.2.7:8080.");
    case RuleField::Text:
        return Text::tr("The marked part can't be read as a part of a rule.");
    }
    return {};
}

QString missing(RuleField field)
{
    switch (field) {
    case RuleField::TargetChain:
        return Text::tr("Choose the rule list in which to continue.");
    case RuleField::NatAddress:
        return Text::tr("Enter the new address.");
    default:
        return Text::tr("%1 is empty.").arg(ruleFieldName(field));
    }
}

} // namespace

QString ruleFieldName(RuleField field)
{
    switch (field) {
    case RuleField::Protocol:
        return Text::tr("Protocol");
    case RuleField::Source:
        return Text::tr("From address");
    case RuleField::Destination:
        return Text::tr("To address");
    case RuleField::SourcePorts:
        return Text::tr("From port");
    case RuleField::DestinationPorts:
        return Text::tr("To port");
    case RuleField::InInterface:
        return Text::tr("Comes in by");
    case RuleField::OutInterface:
        return Text::tr("Leaves by");
    case RuleField::State:
        return Text::tr("Connection state");
    case RuleField::IcmpType:
        return Text::tr("Kind of message");
    case RuleField::Limit:
        return Text::tr("At most");
    case RuleField::Mark:
        return Text::tr("Mark");
    case RuleField::Comment:
        return Text::tr("Comment");
    case RuleField::Action:
        return Text::tr("Action");
    case RuleField::RefuseKind:
        return Text::tr("Answer");
    case RuleField::LogPrefix:
        return Text::tr("Words in the log");
    case RuleField::TargetChain:
        return Text::tr("Rule list");
    case RuleField::NatAddress:
        return Text::tr("New address");
    case RuleField::Text:
        return Text::tr("Rule as text");
    }
    return {};
}

QString ruleFlawText(RuleField field, RuleFlaw flaw)
{
    switch (flaw) {
    case RuleFlaw::NotUnderstood:
    case RuleFlaw::TooLong:
        return expectation(field);
    case RuleFlaw::Missing:
        return missing(field);
    case RuleFlaw::NeedsProtocolWithPorts:
        return Text::tr("%1: only TCP, UDP, UDP-Lite, SCTP and DCCP have ports. Choose one as "
                        "protocol.")
            .arg(ruleFieldName(field));
    case RuleFlaw::NeedsTcp:
        return Text::tr("%1: a TCP reset answers TCP only. Choose TCP as protocol, or another "
                        "answer.")
            .arg(ruleFieldName(field));
    case RuleFlaw::WrongFamily:
        return Text::tr("%1: this is an address of the other IP version.")
            .arg(ruleFieldName(field));
    case RuleFlaw::NoSuchChain:
        return Text::tr("%1: there is no rule list of this name in this table.")
            .arg(ruleFieldName(field));
    case RuleFlaw::OnlyInFilter:
        return Text::tr("%1: packets can be refused in the table filter only.")
            .arg(ruleFieldName(field));
    case RuleFlaw::OnlyInNat:
        return Text::tr("%1: addresses can be changed in the table nat only.")
            .arg(ruleFieldName(field));
    case RuleFlaw::NotInNat:
        return Text::tr("%1: the table nat sees only the first packet of a connection, so "
                        "nothing can be dropped there. Drop it in the table filter.")
            .arg(ruleFieldName(field));
    case RuleFlaw::OnlyBeforeRouting:
        return Text::tr("%1: a packet can be sent on in PREROUTING and OUTPUT only.")
            .arg(ruleFieldName(field));
    case RuleFlaw::OnlyAfterRouting:
        return Text::tr("%1: the sender's address can be changed in POSTROUTING and INPUT only.")
            .arg(ruleFieldName(field));
    case RuleFlaw::OnlyInPostrouting:
        return Text::tr("%1: an address can be shared in POSTROUTING only.")
            .arg(ruleFieldName(field));
    }
    return {};
}

QString stagedConflictText(const Core::Change &change, const Core::Error &error)
{
    const auto *place = Core::placeOf(change);
    const QString chain = place == nullptr ? QString() : Words::plain(place->chain);
    switch (error.code) {
    case Core::ErrorCode::Stale:
        return Text::tr("The rules between which it was to stand are gone from %1.").arg(chain);
    case Core::ErrorCode::NotFound:
        return Text::tr("The rule or list it is about is not in %1 any more.").arg(chain);
    case Core::ErrorCode::Conflict:
        if (std::holds_alternative<Core::DeleteChain>(change)) {
            return Text::tr("The list %1 is not empty, or a rule still continues in it.")
                .arg(chain);
        }
        return Text::tr("A list of this name is there already.");
    default:
        return Text::tr("It can't be applied to the rules as they are now.");
    }
}

} // namespace Portlight::App
