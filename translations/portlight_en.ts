<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ChangeDesk</name>
    <message numerus="yes">
        <source>%1; and %n more</source>
        <translation>
            <numerusform>%1; and %n more</numerusform>
            <numerusform>%1; and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirewallSummary</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>services</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChainListModel</name>
    <message numerus="yes">
        <source>%1 in table %2, %n rule(s)</source>
        <translation>
            <numerusform>%1 in table %2, %n rule</numerusform>
            <numerusform>%1 in table %2, %n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n found</source>
        <comment>rules</comment>
        <translation>
            <numerusform>, %n found</numerusform>
            <numerusform>, %n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChangeDesk</name>
    <message numerus="yes">
        <source>The rules were changed by another program meanwhile. %n of your changes no longer fit(s).</source>
        <translation>
            <numerusform>The rules were changed by another program meanwhile. %n of your changes no longer fits.</numerusform>
            <numerusform>The rules were changed by another program meanwhile. %n of your changes no longer fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were not applied. They are lost when they are discarded.</source>
        <translation>
            <numerusform>%n change was not applied. It is lost when it is discarded.</numerusform>
            <numerusform>%n changes were not applied. They are lost when they are discarded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n Change(s) and %1</source>
        <translation>
            <numerusform>Discard %n Change and %1</numerusform>
            <numerusform>Discard %n Changes and %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChecksPage</name>
    <message numerus="yes">
        <source>%n check(s) found a problem.</source>
        <translation>
            <numerusform>%n check found a problem.</numerusform>
            <numerusform>%n checks found a problem.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be told.</source>
        <translation>
            <numerusform>%n could not be told.</numerusform>
            <numerusform>%n could not be told.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ApplyCommand</name>
    <message numerus="yes">
        <source>Trial %1; undone in %n seconds unless kept.</source>
        <translation>
            <numerusform>Trial %1; undone in %n second unless kept.</numerusform>
            <numerusform>Trial %1; undone in %n seconds unless kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ConntrackCommand</name>
    <message numerus="yes">
        <source>The kernel dropped events %n time(s): all rates are at least so high.</source>
        <translation>
            <numerusform>The kernel dropped events once: all rates are at least so high.</numerusform>
            <numerusform>The kernel dropped events %n times: all rates are at least so high.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n second(s)…</source>
        <translation>
            <numerusform>Waiting for %n second…</numerusform>
            <numerusform>Waiting for %n seconds…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n connection(s)?</source>
        <translation>
            <numerusform>End %n connection?</numerusform>
            <numerusform>End %n connections?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) ended.</source>
        <translation>
            <numerusform>%n connection ended.</numerusform>
            <numerusform>%n connections ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::FixRun</name>
    <message numerus="yes">
        <source>--choose “%1”: there are %n fixes for this.</source>
        <translation>
            <numerusform>--choose “%1”: there is %n fix for this.</numerusform>
            <numerusform>--choose “%1”: there are %n fixes for this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undone in %n seconds unless kept: “%1”.</source>
        <translation>
            <numerusform>Undone in %n second unless kept: “%1”.</numerusform>
            <numerusform>Undone in %n seconds unless kept: “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LockOutCheck</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LogCommand</name>
    <message numerus="yes">
        <source>%n packet(s) stood before %1: all rules before it let them by.</source>
        <translation>
            <numerusform>%n packet stood before %1: all rules before it let it by.</numerusform>
            <numerusform>%n packets stood before %1: all rules before it let them by.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try the connection now, the way it fails. The rule stays at most %n second(s); Ctrl+C takes it back.</source>
        <translation>
            <numerusform>Try the connection now, the way it fails. The rule stays at most %n second; Ctrl+C takes it back.</numerusform>
            <numerusform>Try the connection now, the way it fails. The rule stays at most %n seconds; Ctrl+C takes it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The temporary rule could not be taken away; it takes itself back in %n second(s).</source>
        <translation>
            <numerusform>The temporary rule could not be taken away; it takes itself back in %n second.</numerusform>
            <numerusform>The temporary rule could not be taken away; it takes itself back in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::NativeRules</name>
    <message numerus="yes">
        <source>… %n in all</source>
        <translation>
            <numerusform>… %n in all</numerusform>
            <numerusform>… %n in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::OpeningText</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::PersistCommand</name>
    <message numerus="yes">
        <source>Left out: %n rules of %1, which makes them anew by itself</source>
        <translation>
            <numerusform>Left out: %n rule of %1, which makes it anew by itself</numerusform>
            <numerusform>Left out: %n rules of %1, which makes them anew by itself</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::RulesCommand</name>
    <message numerus="yes">
        <source>… %n in all</source>
        <translation>
            <numerusform>… %n in all</numerusform>
            <numerusform>… %n in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::SnapshotCommand</name>
    <message numerus="yes">
        <source>%1: %n rules</source>
        <translation>
            <numerusform>%1: %n rule</numerusform>
            <numerusform>%1: %n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::StatusCommand</name>
    <message numerus="yes">
        <source>%n rules</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::TrialCommands</name>
    <message numerus="yes">
        <source>The trial now ends in %n seconds unless it is kept.</source>
        <translation>
            <numerusform>The trial now ends in %n second unless it is kept.</numerusform>
            <numerusform>The trial now ends in %n seconds unless it is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::TrialRun</name>
    <message numerus="yes">
        <source>Keep this change? [y/N] (undone in %n seconds) </source>
        <translation>
            <numerusform>Keep this change? [y/N] (undone in %n second) </numerusform>
            <numerusform>Keep this change? [y/N] (undone in %n seconds) </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::WatchCommand</name>
    <message numerus="yes">
        <source>Try the connection now, the way it fails. Watching for at most %n second(s); Ctrl+C ends it.</source>
        <translation>
            <numerusform>Try the connection now, the way it fails. Watching for at most %n second; Ctrl+C ends it.</numerusform>
            <numerusform>Try the connection now, the way it fails. Watching for at most %n seconds; Ctrl+C ends it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::DifferenceView</name>
    <message numerus="yes">
        <source>… %n more that stay</source>
        <translation>
            <numerusform>… %n more that stays</numerusform>
            <numerusform>… %n more that stay</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::DonePage</name>
    <message numerus="yes">
        <source>Trying the change: %n second(s) left, then it is undone by itself.</source>
        <translation>
            <numerusform>Trying the change: %n second left, then it is undone by itself.</numerusform>
            <numerusform>Trying the change: %n seconds left, then it is undone by itself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::LintWords</name>
    <message numerus="yes">
        <source>rule %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>rule %1</numerusform>
            <numerusform>rules %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No packet gets to this rule: %1 takes everything it asks for.</source>
        <comment>rules 2 and 5 take</comment>
        <translation>
            <numerusform>No packet gets to this rule: %1 takes everything it asks for.</numerusform>
            <numerusform>No packet gets to this rule: %1 take everything it asks for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This rule has no effect: %1 takes everything it asks for, and decides the opposite.</source>
        <comment>rules 2 and 5 take</comment>
        <translation>
            <numerusform>This rule has no effect: %1 takes everything it asks for, and decides the opposite.</numerusform>
            <numerusform>This rule has no effect: %1 take everything it asks for, and decide the opposite.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This rule changes nothing: %1 does the same a little later.</source>
        <comment>rules 2 and 5 do</comment>
        <translation>
            <numerusform>This rule changes nothing: %1 does the same a little later.</numerusform>
            <numerusform>This rule changes nothing: %1 do the same a little later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hidden by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Hidden by %1</numerusform>
            <numerusform>Hidden by %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overruled by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Overruled by %1</numerusform>
            <numerusform>Overruled by %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repeated by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Repeated by %1</numerusform>
            <numerusform>Repeated by %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>ports opened or closed</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::MainWindow</name>
    <message numerus="yes">
        <source>updated %n second(s) ago</source>
        <translation>
            <numerusform>updated %n second ago</numerusform>
            <numerusform>updated %n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A change is being tried for %n more second(s). Without an answer it is undone by itself.</source>
        <translation>
            <numerusform>A change is being tried for %n more second. Without an answer it is undone by itself.</numerusform>
            <numerusform>A change is being tried for %n more seconds. Without an answer it is undone by itself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::OverviewPage</name>
    <message numerus="yes">
        <source>%1 packet(s) in %2</source>
        <translation>
            <numerusform>%1 packet in %2</numerusform>
            <numerusform>%1 packets in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) in %1.</source>
        <translation>
            <numerusform>%n rule in %1.</numerusform>
            <numerusform>%n rules in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::PersistDialog</name>
    <message numerus="yes">
        <source>%1 (%2): %n rule(s)</source>
        <translation>
            <numerusform>%1 (%2): %n rule</numerusform>
            <numerusform>%1 (%2): %n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Planner</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::ReviewDialog</name>
    <message numerus="yes">
        <source>&amp;Apply for %n Second(s)</source>
        <translation>
            <numerusform>&amp;Apply for %n Second</numerusform>
            <numerusform>&amp;Apply for %n Seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleDetails</name>
    <message numerus="yes">
        <source>Matched %1 packet(s), %2, since the counters were last set to zero.</source>
        <translation>
            <numerusform>Matched %1 packet, %2, since the counters were last set to zero.</numerusform>
            <numerusform>Matched %1 packets, %2, since the counters were last set to zero.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::RulesPage</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>rules</comment>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::StagedBar</name>
    <message numerus="yes">
        <source>%n change(s) not applied</source>
        <translation>
            <numerusform>%n change not applied</numerusform>
            <numerusform>%n changes not applied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n of them no longer fit(s) the rules.</source>
        <translation>
            <numerusform>%1. %n of them no longer fits the rules.</numerusform>
            <numerusform>%1. %n of them no longer fit the rules.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply for %n Second(s)…</source>
        <translation>
            <numerusform>&amp;Apply for %n Second…</numerusform>
            <numerusform>&amp;Apply for %n Seconds…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrendChart</name>
    <message numerus="yes">
        <source>%1 places used now, at most %2 in the last %n second(s)</source>
        <translation>
            <numerusform>%1 places used now, at most %2 in the last %n second</numerusform>
            <numerusform>%1 places used now, at most %2 in the last %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialBar</name>
    <message numerus="yes">
        <source>Trying the change: %n second(s) left, then it is undone by itself.</source>
        <translation>
            <numerusform>Trying the change: %n second left, then it is undone by itself.</numerusform>
            <numerusform>Trying the change: %n seconds left, then it is undone by itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in &amp;History…</source>
        <translation>
            <numerusform>%n more in &amp;History…</numerusform>
            <numerusform>%n more in &amp;History…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialModel</name>
    <message numerus="yes">
        <source>%1, %n second(s) left</source>
        <translation>
            <numerusform>%1, %n second left</numerusform>
            <numerusform>%1, %n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialNotifier</name>
    <message numerus="yes">
        <source>%n second(s) are left to keep it.</source>
        <translation>
            <numerusform>%n second is left to keep it.</numerusform>
            <numerusform>%n seconds are left to keep it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Words</name>
    <message numerus="yes">
        <source>about %n seconds</source>
        <translation>
            <numerusform>about %n second</numerusform>
            <numerusform>about %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>about %n day</numerusform>
            <numerusform>about %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SetMembers</name>
    <message numerus="yes">
        <source>%1 (%2): %n member(s)</source>
        <translation>
            <numerusform>%1 (%2): %n member</numerusform>
            <numerusform>%1 (%2): %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <comment>members</comment>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
