// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace Portlight::Core
{

/// One kind of fact: its code, how many arguments it has, and what they are, in order.
///
/// Argument words used below:
///   number    of the rule, counted from 1; "0" is the policy of a base chain
///   chain, table, backend ("legacy", "nft", "native", "file"), family ("ipv4", "ipv6")
///   protocol  "tcp", "udp", "icmp", "ipv6-icmp" or a number
///   port      decimal, or empty (ping)
///   rule      exact text, from "-A" on; hostile: escape it
///   action    "DROP", "REJECT", "policy DROP", …
///   ms        milliseconds, "0.4"
/// An argument that is not known is an empty string, never left out.
struct FactCode {
    std::string_view code;
    std::size_t arguments = 0;
    std::string_view meaning;
};

inline constexpr FactCode factCodes[] = {
    // One sentence for each cause: Finding::summary.
    {"summary.rule-drop", 5, "number chain table protocol port"},
    {"summary.rule-reject", 6, "number chain table protocol port reject-with"},
    {"summary.policy-drop", 4, "chain table protocol port"},
    {"summary.reply-blocked", 6, "number chain table protocol port action; the answer is stopped"},
    {"summary.accept-too-late", 7,
     "number chain table protocol port accept-number accept-chain; the ACCEPT stands behind"},
    {"summary.rate-limited", 6, "number chain table protocol port module (limit, recent, …)"},
    {"summary.state-invalid", 6, "number chain table protocol port state (INVALID or UNTRACKED)"},
    {"summary.nat-misdirected", 6, "number chain protocol port new-address new-port"},
    {"summary.missing-dnat", 2, "protocol port"},
    {"summary.missing-masquerade", 2, "source-network out-interface"},
    {"summary.forwarding-disabled", 2, "family setting (net.ipv4.ip_forward, …)"},
    {"summary.rp-filter", 1, "interface"},
    {"summary.no-route", 2, "destination kind (none, unreachable, blackhole, prohibit)"},
    {"summary.no-listener", 2, "protocol port; on this computer"},
    {"summary.no-listener-far", 3, "protocol port address; on another computer"},
    {"summary.listens-elsewhere", 5, "protocol port listen-address asked-address program"},
    {"summary.accept-queue-full", 3, "protocol port program"},
    {"summary.conntrack-full", 2, "count max"},
    {"summary.conntrack-pressure", 3, "count max percent"},
    {"summary.conntrack-helper-missing", 1, "helper (ftp, sip, …)"},
    {"summary.other-firewall", 1, "tables, comma separated"},
    {"summary.other-firewall-blocks", 5, "table chain protocol port action"},
    {"summary.banned-address", 2, "address list"},
    {"summary.not-arriving", 3, "protocol port address"},
    {"summary.upstream-refusal", 2, "who-refused destination"},
    {"summary.family-mismatch", 2, "family-that-works family-that-fails"},
    {"summary.open", 3, "protocol port direction (input, output, forward)"},
    {"summary.open-possible", 3,
     "protocol port direction; nothing found that blocks it, but not everything could be told"},

    // How it is known: Finding::evidence.
    {"evidence.rule-decides", 7, "number chain table backend family action rule"},
    {"evidence.policy-decides", 5, "chain table backend family policy (ACCEPT, DROP)"},
    {"evidence.no-rules-block", 0, "walked through all rules, none stops the request"},
    {"evidence.accept-rule-later", 4, "number chain table rule; would allow it, is never reached"},
    {"evidence.counter-rose", 3, "number chain table; during the test connection"},
    {"evidence.counter-still", 3, "number chain table; counters were watched and it did not rise"},
    {"evidence.probe-connected", 2, "destination ms; the test connection worked"},
    {"evidence.probe-refused", 2, "destination ms; a TCP reset came back"},
    {"evidence.probe-rejected", 4, "who icmp-type icmp-code ms; an ICMP error came back"},
    {"evidence.probe-timed-out", 2, "destination ms; no answer at all"},
    {"evidence.probe-unreachable", 2, "destination errno; this computer did not even send it"},
    {"evidence.probe-from", 1, "where the test connection was made (\"client\"), if not here"},
    {"evidence.inside-probe-timed-out", 2,
     "bound-address destination; with the address that faces the client no answer comes back"},
    {"evidence.inside-probe-answered", 2, "bound-address destination; also answered from there"},
    {"evidence.disagreement", 2,
     "calculated (accept, drop, reject, unknown) seen (connected, refused, rejected, timed-out, "
     "unreachable)"},
    {"evidence.cannot-tell", 5,
     "number chain table part if-other; the part of a rule that could not be told, and the verdict "
     "(accept, drop, reject, unknown) it would lead to"},
    {"evidence.rules-unread", 2, "backend words-of-the-tool; its rules could not be read"},
    {"evidence.other-firewall-present", 1, "tables, comma separated; seen but not calculated"},
    {"evidence.assumed-source", 1, "address; stands for anyone, since no --from was given"},
    {"evidence.listener-found", 5, "program address port protocol pid"},
    {"evidence.listener-none", 2, "protocol port; the list of listening programs has none"},
    {"evidence.listener-bound-to-interface", 2, "program interface"},
    {"evidence.listeners-unread", 0, "the list of listening programs could not be read"},
    {"evidence.setting", 2, "name value; of the kernel (sysctl)"},
    {"evidence.route", 3, "kind out-interface gateway"},
    {"evidence.no-source-translation", 2, "source out-interface; no SNAT or MASQUERADE met"},
    {"evidence.private-source", 1, "source; an address others have no way back to"},
    {"evidence.translated", 5, "number chain new-address new-port rule; the destination changed"},
    {"evidence.conntrack-usage", 3, "count max percent"},
    {"evidence.statistic-rose", 3,
     "statistic (drop, early_drop, chaintoolong) before after; during the test connection"},
    {"evidence.statistic-total", 2, "statistic value; since the computer started"},
    {"evidence.manager-owns", 1, "manager (ufw, firewalld); owns these rules"},
    {"evidence.rule-needs", 1, "part of a rule, exact text: why it matches or not"},

    // Result of each check: Check::detail. The check id is the middle word.
    {"check.probe.connected", 1, "ms"},
    {"check.probe.refused", 1, "ms"},
    {"check.probe.rejected", 4, "who icmp-type icmp-code ms"},
    {"check.probe.timed-out", 1, "ms"},
    {"check.probe.unreachable", 1, "errno"},
    {"check.probe.skipped", 0, "no test connection was made"},
    {"check.rules.accept", 3, "number chain table; of the rule or policy that lets it in"},
    {"check.rules.none", 0, "there are no rules that could stop it"},
    {"check.rules.blocked", 4, "number chain table action"},
    {"check.rules.cannot-tell", 4, "number chain table part"},
    {"check.rules.unread", 2, "backend words-of-the-tool"},
    {"check.rules.skipped", 0, "rules were not read"},
    {"check.backends.one", 1, "backend; rules are in one place only"},
    {"check.backends.both", 0, "both iptables-legacy and iptables-nft hold rules"},
    {"check.backends.none", 0, "neither holds rules"},
    {"check.backends.unknown", 1, "backend that could not be read"},
    {"check.other-firewall.none", 0, "no native nftables tables"},
    {"check.other-firewall.unknown", 1, "tables, comma separated; could not be read"},
    {"check.other-firewall.calculated", 1, "tables; the verdict has their rules"},
    {"check.other-firewall.blocks", 1, "table; one of its rules or policies decides"},
    {"check.other-firewall.proven-open", 1, "tables; the test connection passed them"},
    {"check.listener.ok", 4, "program address port protocol"},
    {"check.listener.none", 2, "protocol port"},
    {"check.listener.elsewhere", 3, "program listen-address asked-address"},
    {"check.listener.unknown", 0, "the list could not be read"},
    {"check.listener.skipped", 0, "the service is on another computer, or the question is a ping"},
    {"check.listener.far-refused", 1, "address; the other computer answered with a reset"},
    {"check.interface.ok", 1, "interface"},
    {"check.interface.down", 1, "interface"},
    {"check.interface.missing", 1, "interface"},
    {"check.interface.unknown", 0, "not known which interface it takes"},
    {"check.route.ok", 2, "out-interface gateway (empty: directly connected)"},
    {"check.route.local", 0, "the destination is this computer"},
    {"check.route.not-local", 1, "destination; asked as `in`, but not an address of this computer"},
    {"check.route.problem", 2, "destination kind (none, unreachable, blackhole, prohibit)"},
    {"check.route.unknown", 0, "the route could not be read"},
    {"check.forwarding.ok", 1, "setting"},
    {"check.forwarding.off", 1, "setting"},
    {"check.forwarding.unknown", 1, "setting"},
    {"check.forwarding.skipped", 0, "nothing is forwarded for this question"},
    {"check.nat.source-translated", 3, "number chain new-address (empty: of the interface)"},
    {"check.nat.destination-translated", 4, "number chain new-address new-port"},
    {"check.nat.not-needed", 0, "no translation, and none needed"},
    {"check.nat.missing-masquerade", 2, "source out-interface"},
    {"check.nat.misdirected", 4, "number chain new-address new-port"},
    {"check.nat.unknown", 0, "could not be told"},
    {"check.reply.ok", 0, "the answer passes"},
    {"check.reply.blocked", 4, "number chain table action"},
    {"check.reply.unknown", 0, "could not be told"},
    {"check.reply.skipped", 0, "there is no answer as long as the request is stopped"},
    {"check.conntrack.ok", 3, "count max percent"},
    {"check.conntrack.unlimited", 1, "count"},
    {"check.conntrack.not-in-use", 0, "no rule needs connection tracking"},
    {"check.conntrack.not-tracking", 1, "max; loaded, but 0 entries: may mean not tracking"},
    {"check.conntrack.filling-up", 3, "count max percent"},
    {"check.conntrack.full", 3, "count max percent"},
    {"check.conntrack.loss", 2, "statistic rise; during the test connection"},
    {"check.conntrack.unknown", 0, "could not be read"},
    {"check.managers.none", 0, "no other program manages the rules"},
    {"check.managers.active", 1, "names, comma separated"},
    {"check.kernel-log.skipped", 0, "not read yet by this version"},

    // What a fix opens or changes, exactly: Fix::effect.
    {"effect.insert-accept", 5, "protocol port source (empty: anyone) position chain"},
    {"effect.insert-accept-forward", 7,
     "protocol port source (empty: anyone) in-interface out-interface position chain"},
    {"effect.insert-accept-out", 4, "protocol port destination (empty: anywhere) chain"},
    {"effect.insert-accept-reply", 4, "protocol port position chain; lets only answers through"},
    {"effect.delete-rule", 3, "number chain rule; opens only what was asked"},
    {"effect.delete-rule-broad", 3, "number chain rule; opens more than what was asked"},
    {"effect.replace-rule", 4, "number chain protocol port; the refusing rule becomes ACCEPT"},
    {"effect.change-policy", 2, "chain family; everything that no rule stops gets in"},
    {"effect.enable-forwarding", 2, "family setting; this computer passes packets on"},
    {"effect.add-masquerade", 2, "source-network out-interface"},
    {"effect.raise-conntrack-max", 3, "old-max new-max memory-when-full-in-mebibytes"},
    {"effect.use-manager", 3, "manager protocol port"},
    {"effect.use-manager-from", 4, "manager protocol port source"},
    {"effect.start-service", 2, "protocol port; a person starts the service"},
    {"effect.rebind-service", 4, "program listen-address wanted-address port"},
    {"effect.none-far-listener", 3, "protocol port address; start the service over there"},
    {"effect.none-route", 1, "destination; add or repair the route"},
    {"effect.none-nat", 4, "number chain new-address new-port; correct the translation"},
    {"effect.none-upstream", 1, "who refused; ask its administrator"},
    {"effect.none-limit", 3, "number chain part; wait, or raise the limit"},
    {"effect.none-state", 3, "number chain state; find out why it is not tracked as new"},
    {"effect.none-rule", 2, "number chain; no single change here makes it work"},
    {"effect.none-look-elsewhere", 1, "address; look at the way between and at the other side"},
    {"effect.none-other-firewall", 1, "tables; use the program they belong to"},
};

} // namespace Portlight::Core
