// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/rehearsal.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// What all the finders of causes share. Made once a diagnosis by prepare(); the finders of rule
/// causes move `cleared` and `rehearsal` on as they find one blocking rule behind the other.
struct Workings {
    Workings(const Question &asked, const Evidence &read);

    const Question &question;
    const Evidence &evidence;
    std::vector<IpAddress> own; ///< this computer's addresses
    Packet packet; ///< the request; its way is Forward for a port published to another computer
    bool published = false; ///< asked as `in`, but a rule sends it on to another computer
    Verdict request; ///< over the rules as they are
    Rehearsal rehearsal; ///< the rules with the first fix of each finding so far
    Verdict cleared; ///< the request in `rehearsal`
    std::optional<Verdict> reply; ///< walked when the request passes in `rehearsal`
    bool rulesComplete = false; ///< the rules of every backend could be read
    const ProbeResult *seen = nullptr; ///< the asked connection as it really went, or null
    const ProbeResult *farEnd = nullptr; ///< out, forward: from here to the other end, or null

    bool isOwn(const IpAddress &address) const;
    bool forwards() const; ///< the packet passes through this computer
    bool isPing() const;
    /// The destination and port as they are where the packet ends, after translation.
    std::optional<IpAddress> finalAddress() const;
    std::optional<std::uint16_t> finalPort() const;
};

/// What a real connection showed, as one of these.
bool isAnswer(const ProbeResult &probe); ///< a reset or an acknowledgement: the packet got there
bool isFailure(const ProbeResult &probe);
std::string seenWord(ProbeOutcome outcome); ///< "connected", "refused", …

/// Arguments of facts.
std::string text(std::uint64_t number);
std::string milliseconds(double value);
std::string percentText(double value);
std::string protocolText(const Question &question);
std::string portText(const Question &question);
std::string addressText(const std::optional<IpAddress> &address);
std::string joined(const std::vector<std::string> &parts);

Fact probeFact(const Workings &workings, const ProbeResult &probe);
Fact decidingFact(const Location &location, const std::string &action);
Fact doubtFact(const Doubt &doubt);
bool counterRose(const Evidence &evidence, const Location &location);

/// The finders. Each gives its findings in the order in which they must be fixed.
std::vector<Finding> ruleCauses(Workings &workings);
std::vector<Finding> doubtCauses(Workings &workings);
std::vector<Finding> replyCauses(Workings &workings);
std::vector<Finding> serviceCauses(const Workings &workings);
std::vector<Finding> routeCauses(const Workings &workings);
std::vector<Finding> forwardingCauses(const Workings &workings);
std::vector<Finding> translationCauses(Workings &workings);
std::vector<Finding> upstreamCauses(const Workings &workings);
std::vector<Finding> conntrackCauses(const Workings &workings);

/// Not arriving, as a packet watch shows it.
std::vector<Finding> arrivalCauses(const Workings &workings);

std::vector<Check> checks(const Workings &workings, const std::vector<Finding> &findings);

/// Fixes for a rule or policy that stops `packet` (the request, or the reply), each of them tried
/// in the rehearsal: what does not help is not offered.
std::vector<Fix> ruleFixes(Workings &workings, const Finding &finding, const Packet &packet,
                           const Verdict &verdict);
Fix settingFix(const Workings &workings, FixKind kind, Risk risk, Fact effect,
               std::vector<Change> changes);
/// A fix that a person has to do.
Fix adviceFix(FixKind kind, Fact effect);
std::vector<std::string> commandsOf(const Workings &workings, const std::vector<Change> &changes);

/// What a packet watch saw of the asked connection, towards the one who asks. Null and 0: not seen.
struct WatchView {
    bool watched = false;
    SightingSum requestArrived;
    SightingSum requestLeft;
    const Sighting *answer = nullptr; ///< SYN and ACK, a UDP or ping answer
    const Sighting *reaction = nullptr; ///< a reset or an ICMP error
};
WatchView watchView(const Workings &workings);
/// `explained`: a finding says why it fails although all rules accept it.
std::vector<Fact> watchFacts(const Workings &workings, bool explained);
Check watchCheck(const Workings &workings);
/// The request was seen to arrive and to end here as a verdict of this kind would have it.
bool wireBearsOut(const Workings &workings, VerdictKind kind);

/// Fills Fix::openings, as far as the number of rules lets it be calculated in time.
void findOpenings(const Workings &workings, std::vector<Finding> &findings);

/// How the conntrack statistics moved during the probe.
struct ConntrackLoss {
    std::uint64_t drop = 0;
    std::uint64_t earlyDrop = 0;
    std::uint64_t chainTooLong = 0;
    bool watched = false;
};
ConntrackLoss conntrackLoss(const Evidence &evidence);

/// What the listeners say about the asked port.
struct ListenerView {
    bool known = false; ///< the list could be read
    const Listener *serving = nullptr;
    const Listener *elsewhere = nullptr;
};
ListenerView listenersFor(const Workings &workings);

/// The kernel setting that says whether packets are passed on, and its value.
struct ForwardingView {
    std::string setting;
    std::optional<std::string> value;
    bool off = false;
};
ForwardingView forwardingView(const Workings &workings);

/// Whether the rules or their absence make the far end's answers find no way back.
bool needsMasquerade(const Workings &workings);

} // namespace Portlight::Core
