<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ChangeDesk</name>
    <message numerus="yes">
        <source>%1; and %n more</source>
        <translation>
            <numerusform>%1; und %n weitere</numerusform>
            <numerusform>%1; und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirewallSummary</name>
    <message>
        <source>%1 (%2)</source>
        <comment>service and port</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 port %2</source>
        <translation>%1 Port %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>services</comment>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>iptables holds no rules; nftables does.</source>
        <translation>iptables enthält keine Regeln, nftables schon.</translation>
    </message>
    <message>
        <source>No firewall rules are set.</source>
        <translation>Es sind keine Firewallregeln gesetzt.</translation>
    </message>
    <message>
        <source>Every connection is allowed.</source>
        <translation>Jede Verbindung ist erlaubt.</translation>
    </message>
    <message>
        <source>The firewall is on.</source>
        <translation>Die Firewall ist eingeschaltet.</translation>
    </message>
    <message>
        <source>Incoming connections are blocked unless a rule allows them.</source>
        <translation>Eingehende Verbindungen werden blockiert, wenn keine Regel sie erlaubt.</translation>
    </message>
    <message>
        <source>No service is open to strangers.</source>
        <translation>Kein Dienst ist für Fremde offen.</translation>
    </message>
    <message>
        <source>Allowed: %1.</source>
        <translation>Erlaubt: %1.</translation>
    </message>
    <message>
        <source>The firewall blocks little.</source>
        <translation>Die Firewall blockiert wenig.</translation>
    </message>
    <message>
        <source>The firewall blocks nothing.</source>
        <translation>Die Firewall blockiert nichts.</translation>
    </message>
    <message>
        <source>Incoming connections are allowed.</source>
        <translation>Eingehende Verbindungen sind erlaubt.</translation>
    </message>
    <message>
        <source>Incoming connections are allowed unless a rule blocks them.</source>
        <translation>Eingehende Verbindungen sind erlaubt, wenn keine Regel sie blockiert.</translation>
    </message>
    <message>
        <source>Blocked: %1.</source>
        <translation>Blockiert: %1.</translation>
    </message>
    <message>
        <source>Whether a stranger gets in depends on rules that Portlight can&apos;t calculate.</source>
        <translation>Ob Fremde hereinkommen, hängt von Regeln ab, die Portlight nicht berechnen kann.</translation>
    </message>
    <message>
        <source>Programs on this computer may connect to others.</source>
        <translation>Programme auf diesem Computer dürfen sich mit anderen verbinden.</translation>
    </message>
    <message>
        <source>Programs on this computer may connect to others only where a rule allows it.</source>
        <translation>Programme auf diesem Computer dürfen sich nur dort mit anderen verbinden, wo eine Regel es erlaubt.</translation>
    </message>
    <message>
        <source>Another program set up tables of its own (%1), which could not be read.</source>
        <translation>Ein anderes Programm hat eigene Tabellen angelegt (%1), die sich nicht lesen ließen.</translation>
    </message>
</context>
<context>
    <name>OpenPorts</name>
    <message>
        <source>blocked by the rules</source>
        <comment>whom a port is open for</comment>
        <translation>von den Regeln blockiert</translation>
    </message>
    <message>
        <source>IPv4: %1</source>
        <comment>from everyone</comment>
        <translation>IPv4: %1</translation>
    </message>
    <message>
        <source>IPv6: %1</source>
        <comment>from everyone</comment>
        <translation>IPv6: %1</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>Nur dieser Rechner</translation>
    </message>
    <message>
        <source>a program without a known name</source>
        <translation>ein Programm ohne bekannten Namen</translation>
    </message>
    <message>
        <source>%1: %2 waits there for programs on this computer only. Others can&apos;t reach it, whatever the rules say.</source>
        <comment>a port, a program</comment>
        <translation>%1: %2 wartet dort nur auf Programme auf diesem Rechner. Andere erreichen es nicht, was immer die Regeln sagen.</translation>
    </message>
    <message>
        <source>%1 waits there.</source>
        <comment>a program</comment>
        <translation>%1 wartet dort.</translation>
    </message>
    <message>
        <source>Rules pass it on to another address or port.</source>
        <translation>Regeln leiten es an eine andere Adresse oder einen anderen Port weiter.</translation>
    </message>
    <message>
        <source>Only some of these ports have a program that waits; they are listed, too.</source>
        <translation>Nur an einigen dieser Ports wartet ein Programm; sie sind ebenfalls aufgeführt.</translation>
    </message>
    <message>
        <source>The rules let it through, but no program waits there now.</source>
        <translation>Die Regeln lassen es durch, aber dort wartet gerade kein Programm.</translation>
    </message>
    <message>
        <source>%1 is closed: the rules let nobody else in. %2</source>
        <comment>a port; who waits</comment>
        <translation>%1 ist geschlossen: Die Regeln lassen sonst niemanden herein. %2</translation>
    </message>
    <message>
        <source>%1 is open: %2. %3</source>
        <comment>a port; from everyone; who waits</comment>
        <translation>%1 ist offen: %2. %3</translation>
    </message>
</context>
<context>
    <name>Portlight::App::CapacityPage</name>
    <message>
        <source>Capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>Connection table now</source>
        <translation>Verbindungstabelle jetzt</translation>
    </message>
    <message>
        <source>The last 10 minutes</source>
        <translation>Die letzten 10 Minuten</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Dropped because the table was full: %1. Dropped early to make room: %2. Chains too long: %3.</source>
        <translation>Verworfen, weil die Tabelle voll war: %1. Vorzeitig entfernt, um Platz zu schaffen: %2. Ketten zu lang: %3.</translation>
    </message>
    <message>
        <source>Losses are shown once the rules are unlocked.</source>
        <translation>Verluste werden angezeigt, sobald die Regeln entsperrt sind.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::CapacityWords</name>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>At the busiest moment %1 of %2 places are used (%3).</source>
        <translation>Zu Spitzenzeiten sind %1 von %2 Plätzen belegt (%3).</translation>
    </message>
    <message>
        <source>At the busiest moment %1 places are used; there is no limit.</source>
        <translation>Zu Spitzenzeiten sind %1 Plätze belegt; es gibt keine Grenze.</translation>
    </message>
    <message>
        <source>%1 of them have ended and wait up to %2 s for the kernel to collect them.</source>
        <translation>%1 davon sind beendet und warten bis zu %2 s darauf, dass der Kernel sie einsammelt.</translation>
    </message>
    <message>
        <source>An empty table would be full after %1.</source>
        <translation>Eine leere Tabelle wäre nach %1 voll.</translation>
    </message>
    <message>
        <source>Raise the limit to %1: the busiest moment and the room to keep free need that much.</source>
        <translation>Die Grenze auf %1 anheben: So viel brauchen die Spitzenzeit und der Platz, der frei bleiben soll.</translation>
    </message>
    <message>
        <source>Set %1 buckets: with a full table the kernel would look through %2 entries for each packet.</source>
        <translation>%1 Buckets festlegen: Bei voller Tabelle würde der Kernel für jedes Paket %2 Einträge durchsehen.</translation>
    </message>
    <message>
        <source>%1 buckets would be quicker: then a full table has two entries a bucket, as the kernel sets it up.</source>
        <translation>%1 Buckets wären schneller: Dann hat eine volle Tabelle zwei Einträge je Bucket, wie der Kernel sie von sich aus einrichtet.</translation>
    </message>
    <message>
        <source>A full table takes %1 of the memory, and none of it can be swapped out.</source>
        <translation>Eine volle Tabelle belegt %1 des Speichers, und nichts davon lässt sich auslagern.</translation>
    </message>
    <message>
        <source>Most places are taken by connections that only wait for their time-out: a shorter one frees more than a larger table.</source>
        <translation>Die meisten Plätze belegen Verbindungen, die nur noch auf ihren Zeitablauf warten: Eine kürzere Frist schafft mehr Platz als eine größere Tabelle.</translation>
    </message>
    <message>
        <source>The table is large enough.</source>
        <translation>Die Tabelle ist groß genug.</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>from the table</source>
        <translation>aus der Tabelle</translation>
    </message>
    <message>
        <source>time-out in force</source>
        <translation>geltende Frist</translation>
    </message>
    <message>
        <source>More connections than that are in the table now: no new one would be accepted until enough of them have ended.</source>
        <translation>In der Tabelle sind jetzt mehr Verbindungen: Es würde keine neue angenommen, bis genug von ihnen beendet sind.</translation>
    </message>
    <message>
        <source>A table of this size can take more memory than this computer has, and none of it can be swapped out.</source>
        <translation>Eine Tabelle dieser Größe kann mehr Speicher belegen, als dieser Rechner hat, und nichts davon lässt sich auslagern.</translation>
    </message>
    <message>
        <source>With more than four places a bucket the kernel searches long when the table is full; raise the number of buckets, too.</source>
        <translation>Bei mehr als vier Plätzen je Bucket sucht der Kernel lange, wenn die Tabelle voll ist; heben Sie auch die Zahl der Buckets an.</translation>
    </message>
    <message>
        <source>both ways, assured</source>
        <translation>beide Richtungen, gesichert</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>beide Richtungen</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChainListModel</name>
    <message>
        <source>filter: allow or block</source>
        <translation>filter: erlauben oder blockieren</translation>
    </message>
    <message>
        <source>nat: change addresses</source>
        <translation>nat: Adressen ändern</translation>
    </message>
    <message>
        <source>mangle: change packets</source>
        <translation>mangle: Pakete ändern</translation>
    </message>
    <message>
        <source>raw: before tracking</source>
        <translation>raw: vor der Verfolgung</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1  (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 in table %2, %n rule(s)</source>
        <translation>
            <numerusform>%1 in Tabelle %2, %n Regel</numerusform>
            <numerusform>%1 in Tabelle %2, %n Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, a list the kernel itself consults</source>
        <translation>%1, eine Regelliste, die der Kernel selbst befragt</translation>
    </message>
    <message>
        <source>%1, consulted when a rule sends packets to it</source>
        <translation>%1, wird befragt, wenn eine Regel Pakete dorthin schickt</translation>
    </message>
    <message>
        <source> · %1</source>
        <comment>heading of a table</comment>
        <translation> · %1</translation>
    </message>
    <message>
        <source>%1  (%2 of %3)</source>
        <comment>chain (rules found of all)</comment>
        <translation>%1  (%2 von %3)</translation>
    </message>
    <message numerus="yes">
        <source>, %n found</source>
        <comment>rules</comment>
        <translation>
            <numerusform>, %n gefunden</numerusform>
            <numerusform>, %n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>, made by %1</source>
        <translation>, angelegt von %1</translation>
    </message>
    <message>
        <source>Consulted when a rule sends packets to it</source>
        <translation>Wird befragt, wenn eine Regel Pakete hierher schickt</translation>
    </message>
    <message>
        <source>%1; made by %2</source>
        <translation>%1; angelegt von %2</translation>
    </message>
    <message>
        <source>nftables only</source>
        <translation>Nur nftables</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>nftables table and its owner</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Tables that only nft shows. They can&apos;t be changed here.</source>
        <translation>Tabellen, die nur nft zeigt. Sie lassen sich hier nicht ändern.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChangeDesk</name>
    <message numerus="yes">
        <source>The rules were changed by another program meanwhile. %n of your changes no longer fit(s).</source>
        <translation>
            <numerusform>Die Regeln wurden inzwischen von einem anderen Programm geändert. %n der vorgemerkten Änderungen passt nicht mehr.</numerusform>
            <numerusform>Die Regeln wurden inzwischen von einem anderen Programm geändert. %n der vorgemerkten Änderungen passen nicht mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>The rules were changed by another program meanwhile. Your changes were fitted to the new ones.</source>
        <translation>Die Regeln wurden inzwischen von einem anderen Programm geändert. Die vorgemerkten Änderungen wurden an die neuen angepasst.</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Re&amp;view Changes…</source>
        <translation>Änderungen an&amp;sehen…</translation>
    </message>
    <message>
        <source>&amp;Apply Changes…</source>
        <translation>Änderungen an&amp;wenden…</translation>
    </message>
    <message>
        <source>&amp;Discard Changes</source>
        <translation>Änderungen &amp;verwerfen</translation>
    </message>
    <message>
        <source>Switch On Rule %1 in %2</source>
        <translation>Regel %1 in %2 einschalten</translation>
    </message>
    <message>
        <source>Switch Off Rule %1 in %2</source>
        <translation>Regel %1 in %2 ausschalten</translation>
    </message>
    <message>
        <source>Remove Rule %1 from %2</source>
        <translation>Regel %1 aus %2 entfernen</translation>
    </message>
    <message>
        <source>Move Rule %1 in %2 to Place %3</source>
        <translation>Regel %1 in %2 an Platz %3 verschieben</translation>
    </message>
    <message>
        <source>Set Counters of %1 to Zero</source>
        <translation>Zähler von %1 auf null setzen</translation>
    </message>
    <message>
        <source>Remove All Rules from %1</source>
        <translation>Alle Regeln aus %1 entfernen</translation>
    </message>
    <message>
        <source>The change was undone. The rules are as before.</source>
        <translation>Die Änderung wurde zurückgenommen. Die Regeln sind wie zuvor.</translation>
    </message>
    <message>
        <source>Stage It Again</source>
        <translation>Wieder vormerken</translation>
    </message>
    <message>
        <source>%1: this can&apos;t be done. %2</source>
        <translation>%1: Das geht nicht. %2</translation>
    </message>
    <message>
        <source>Allow (ACCEPT)</source>
        <translation>Erlauben (ACCEPT)</translation>
    </message>
    <message>
        <source>Drop silently (DROP)</source>
        <translation>Stumm verwerfen (DROP)</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>What happens in %1 to packets that no rule decides:</source>
        <translation>Was in %1 mit Paketen geschieht, über die keine Regel entscheidet:</translation>
    </message>
    <message>
        <source>Change &quot;Otherwise&quot; of %1</source>
        <translation>„Sonst“ von %1 ändern</translation>
    </message>
    <message>
        <source>Name of the rule list:</source>
        <translation>Name der Regelliste:</translation>
    </message>
    <message>
        <source>A name has 1 to 28 characters, no blanks, and does not begin with - or !.
Name of the rule list:</source>
        <translation>Ein Name hat 1 bis 28 Zeichen, keine Leerzeichen, und beginnt nicht mit - oder !.
Name der Regelliste:</translation>
    </message>
    <message>
        <source>New Rule List</source>
        <translation>Neue Regelliste</translation>
    </message>
    <message>
        <source>Make the Rule List %1</source>
        <translation>Die Regelliste %1 anlegen</translation>
    </message>
    <message>
        <source>Rename Rule List</source>
        <translation>Regelliste umbenennen</translation>
    </message>
    <message>
        <source>Rename the Rule List %1 to %2</source>
        <translation>Die Regelliste %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Remove the Rule List %1</source>
        <translation>Die Regelliste %1 entfernen</translation>
    </message>
    <message>
        <source>Copy Its Command</source>
        <translation>Zugehörigen Befehl kopieren</translation>
    </message>
    <message>
        <source>%1: the rules are as saved, there is nothing to change.</source>
        <translation>%1: Die Regeln sind wie gespeichert, es gibt nichts zu ändern.</translation>
    </message>
    <message>
        <source>Waiting for permission, and for the helper to apply the changes…</source>
        <translation>Warten auf die Erlaubnis und darauf, dass der Helfer die Änderungen anwendet…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Nothing was changed: another program changed the rules in the meantime. They are being read again.</source>
        <translation>Es wurde nichts geändert: Ein anderes Programm hat die Regeln inzwischen geändert. Sie werden neu gelesen.</translation>
    </message>
    <message>
        <source>Changes not applied</source>
        <translation>Änderungen nicht angewendet</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were not applied. They are lost when they are discarded.</source>
        <translation>
            <numerusform>%n Änderung wurde nicht angewendet. Beim Verwerfen geht sie verloren.</numerusform>
            <numerusform>%n Änderungen wurden nicht angewendet. Beim Verwerfen gehen sie verloren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n Change(s) and %1</source>
        <translation>
            <numerusform>%1 und %n Änderung verwerfen</numerusform>
            <numerusform>%1 und %n Änderungen verwerfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay Here</source>
        <translation>Hierbleiben</translation>
    </message>
    <message>
        <source>Set Counters of Rule %1 in %2 to Zero</source>
        <translation>Zähler der Regel %1 in %2 auf null setzen</translation>
    </message>
    <message>
        <source>Stage Change</source>
        <translation>Änderung vormerken</translation>
    </message>
</context>
<context>
    <name>Portlight::App::CheckModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Was zu sehen war</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ChecksPage</name>
    <message>
        <source>Reading network devices and routes…</source>
        <translation>Netzwerkgeräte und Routen werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the firewall rules…</source>
        <translation>Die Firewallregeln werden gelesen…</translation>
    </message>
    <message>
        <source>Looking for the program that should answer…</source>
        <translation>Das Programm, das antworten sollte, wird gesucht…</translation>
    </message>
    <message>
        <source>Reading the connection table…</source>
        <translation>Die Verbindungstabelle wird gelesen…</translation>
    </message>
    <message>
        <source>Looking for other firewall programs…</source>
        <translation>Andere Firewallprogramme werden gesucht…</translation>
    </message>
    <message>
        <source>Reading the kernel&apos;s network settings…</source>
        <translation>Die Netzwerkeinstellungen des Kernels werden gelesen…</translation>
    </message>
    <message>
        <source>Trying the connection and watching the counters…</source>
        <translation>Die Verbindung wird ausprobiert, die Zähler werden beobachtet…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfung läuft…</translation>
    </message>
    <message>
        <source>Everything the kernel would ask about this connection. Reading only.</source>
        <translation>Alles, was der Kernel zu dieser Verbindung fragen würde. Es wird nur gelesen.</translation>
    </message>
    <message>
        <source>Progress of the checks</source>
        <translation>Fortschritt der Prüfungen</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Details of the selected check</source>
        <translation>Einzelheiten der ausgewählten Prüfung</translation>
    </message>
    <message>
        <source>The checks could not be finished.</source>
        <translation>Die Prüfungen konnten nicht abgeschlossen werden.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No check found a problem.</source>
        <translation>Keine Prüfung hat ein Problem gefunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) found a problem.</source>
        <translation>
            <numerusform>%n Prüfung hat ein Problem gefunden.</numerusform>
            <numerusform>%n Prüfungen haben ein Problem gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be told.</source>
        <translation>
            <numerusform>%n war nicht feststellbar.</numerusform>
            <numerusform>%n waren nicht feststellbar.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ApplyCommand</name>
    <message>
        <source>%1: there is no change in it</source>
        <translation>%1: enthält keine Änderung</translation>
    </message>
    <message>
        <source>there is no table “%1”</source>
        <translation>es gibt keine Tabelle „%1“</translation>
    </message>
    <message>
        <source>there is no rule list “%1” in the table “%2”</source>
        <translation>es gibt keine Regelliste „%1“ in der Tabelle „%2“</translation>
    </message>
    <message>
        <source>Changes from %1</source>
        <translation>Änderungen aus %1</translation>
    </message>
    <message>
        <source>How long to try it before it is undone: 5 to 600, 90 by default.</source>
        <translation>Wie lange ausprobiert wird, bevor zurückgenommen wird: 5 bis 600, Vorgabe 90.</translation>
    </message>
    <message>
        <source>Keep it without asking.</source>
        <translation>Ohne Nachfrage behalten.</translation>
    </message>
    <message>
        <source>Trying the change…</source>
        <translation>Die Änderung wird ausprobiert…</translation>
    </message>
    <message numerus="yes">
        <source>Trial %1; undone in %n seconds unless kept.</source>
        <translation>
            <numerusform>Versuch %1; wird in %n Sekunde zurückgenommen, wenn er nicht behalten wird.</numerusform>
            <numerusform>Versuch %1; wird in %n Sekunden zurückgenommen, wenn er nicht behalten wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it with “%1”.</source>
        <translation>Behalten mit „%1“.</translation>
    </message>
    <message>
        <source>The change is kept.</source>
        <translation>Die Änderung wird behalten.</translation>
    </message>
    <message>
        <source>The change was undone.</source>
        <translation>Die Änderung wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>Try changes in iptables-restore syntax (as with --noflush); undone unless they are kept.</source>
        <translation>Änderungen in der Syntax von iptables-restore ausprobieren (wie mit --noflush); sie werden zurückgenommen, wenn sie nicht behalten werden.</translation>
    </message>
    <message>
        <source>Until restart. Kept after a restart with “portlightctl %1persist”.</source>
        <translation>Bis zum Neustart. Über einen Neustart hinaus behalten mit „portlightctl %1persist“.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Also when it cuts the SSH session that this is typed in.</source>
        <translation>Auch wenn es die SSH-Sitzung trennt, in der dies eingegeben wird.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::Arguments</name>
    <message>
        <source>--%1 “%2”: %3</source>
        <translation>--%1 „%2“: %3</translation>
    </message>
    <message>
        <source>a number from %1 to %2 is expected</source>
        <translation>erwartet wird eine Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>an IPv4 or IPv6 address is expected, such as 192.0.2.1</source>
        <translation>erwartet wird eine IPv4- oder IPv6-Adresse, etwa 192.0.2.1</translation>
    </message>
    <message>
        <source>a protocol is expected, such as tcp, udp or icmp</source>
        <translation>erwartet wird ein Protokoll, etwa tcp, udp oder icmp</translation>
    </message>
    <message>
        <source>ipv4 or ipv6 is expected</source>
        <translation>erwartet wird ipv4 oder ipv6</translation>
    </message>
    <message>
        <source>legacy, nft or native is expected</source>
        <translation>erwartet wird legacy, nft oder native</translation>
    </message>
    <message>
        <source>the name of a network device is expected, such as eth0</source>
        <translation>erwartet wird der Name eines Netzwerkgeräts, etwa eth0</translation>
    </message>
    <message>
        <source>expected is one of: %1</source>
        <translation>erwartet wird eines von: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ChangeFile</name>
    <message>
        <source>legacy or nft.</source>
        <translation>legacy oder nft.</translation>
    </message>
    <message>
        <source>Show what would change and change nothing.</source>
        <translation>Zeigen, was sich ändern würde, und nichts ändern.</translation>
    </message>
    <message>
        <source>one FILE is expected, or - for standard input</source>
        <translation>eine DATEI wird erwartet, oder - für die Standardeingabe</translation>
    </message>
    <message>
        <source>--backend is missing: legacy or nft</source>
        <translation>--backend fehlt: legacy oder nft</translation>
    </message>
    <message>
        <source>--family is missing: ipv4 or ipv6</source>
        <translation>--family fehlt: ipv4 oder ipv6</translation>
    </message>
    <message>
        <source>--backend “native”: legacy or nft is expected</source>
        <translation>--backend „native“: legacy oder nft wird erwartet</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::CommandTable</name>
    <message>
        <source>Try “portlightctl %1 --help”.</source>
        <translation>„portlightctl %1 --help“ ausprobieren.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ConntrackCommand</name>
    <message>
        <source>plan: desktop, containers, peer-to-peer, hotspot or load-test.</source>
        <translation>plan: desktop, containers, peer-to-peer, hotspot oder load-test.</translation>
    </message>
    <message>
        <source>plan: new short connections a second.</source>
        <translation>plan: neue kurze Verbindungen je Sekunde.</translation>
    </message>
    <message>
        <source>plan: how long a short one stays.</source>
        <translation>plan: wie lange eine kurze bleibt.</translation>
    </message>
    <message>
        <source>plan: connections that stay.</source>
        <translation>plan: Verbindungen, die bleiben.</translation>
    </message>
    <message>
        <source>plan: room to keep free, 0 to 90.</source>
        <translation>plan: frei zu haltender Platz, 0 bis 90.</translation>
    </message>
    <message>
        <source>plan: the size to try; this computer&apos;s by default.</source>
        <translation>plan: die auszuprobierende Größe; ohne Angabe die dieses Rechners.</translation>
    </message>
    <message>
        <source>plan: the number of buckets to try.</source>
        <translation>plan: die auszuprobierende Zahl der Buckets (Hash-Fächer).</translation>
    </message>
    <message>
        <source>Reading the connection table…</source>
        <translation>Die Verbindungstabelle wird gelesen…</translation>
    </message>
    <message>
        <source>Counted by the kernel</source>
        <translation>Vom Kernel gezählt</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>Seit dem Start</translation>
    </message>
    <message>
        <source>Counting the connections…</source>
        <translation>Verbindungen werden gezählt…</translation>
    </message>
    <message>
        <source>%1 connections in all</source>
        <translation>%1 Verbindungen insgesamt</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Nach %1</translation>
    </message>
    <message>
        <source>Memory when full: %1</source>
        <translation>Speicherbedarf, wenn voll: %1</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>The connection table: how full, by whom, how large it should be.</source>
        <translation>Die Verbindungstabelle: wie voll, durch wen, wie groß sie sein sollte.</translation>
    </message>
    <message>
        <source>assign: one of these helpers is expected: %1</source>
        <translation>assign: einer dieser Helfer wird erwartet: %1</translation>
    </message>
    <message>
        <source>assign %1: this helper knows IPv4 only</source>
        <translation>assign %1: dieser Helfer kennt nur IPv4</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>status: text or prometheus.</source>
        <translation>status: text oder prometheus.</translation>
    </message>
    <message>
        <source>status: the statistics of each processor, too.</source>
        <translation>status: auch die Statistik jedes Prozessors.</translation>
    </message>
    <message>
        <source>top: protocol, state, source (default), destination, port or time-left.</source>
        <translation>top: protocol, state, source (Standard), destination, port oder time-left.</translation>
    </message>
    <message>
        <source>top: what grew in so many seconds.</source>
        <translation>top: was in so vielen Sekunden gewachsen ist.</translation>
    </message>
    <message>
        <source>top: how many groups; list: how many connections.</source>
        <translation>top: wie viele Gruppen; list: wie viele Verbindungen.</translation>
    </message>
    <message>
        <source>list: leave out the first N.</source>
        <translation>list: die ersten N weglassen.</translation>
    </message>
    <message>
        <source>plan: count new and ended connections for so long.</source>
        <translation>plan: so lange neue und beendete Verbindungen zählen.</translation>
    </message>
    <message>
        <source>plan: what this time-out would free, such as udp_timeout=10; repeatable.</source>
        <translation>plan: was diese Frist frei machen würde, etwa udp_timeout=10; darf mehrfach vorkommen.</translation>
    </message>
    <message>
        <source>set: also a value that is refused otherwise.</source>
        <translation>set: auch einen Wert, der sonst abgelehnt wird.</translation>
    </message>
    <message>
        <source>“%1”: status, top, list, end, plan, set or assign is expected</source>
        <translation>„%1“: status, top, list, end, plan, set oder assign wird erwartet</translation>
    </message>
    <message>
        <source>Reading the settings…</source>
        <translation>Einstellungen werden gelesen…</translation>
    </message>
    <message>
        <source>Counting new connections…</source>
        <translation>Neue Verbindungen werden gezählt…</translation>
    </message>
    <message>
        <source>--timeout “%1”: expected is a name and seconds from 1 to %2, such as “tcp_timeout_established=86400”</source>
        <translation>--timeout „%1“: erwartet werden ein Name und Sekunden von 1 bis %2, etwa „tcp_timeout_established=86400“</translation>
    </message>
    <message>
        <source>--preset “%1”: expected is one of: desktop, containers, peer-to-peer, hotspot, load-test</source>
        <translation>--preset „%1“: erwartet wird eines von: desktop, containers, peer-to-peer, hotspot, load-test</translation>
    </message>
    <message>
        <source>Measured for %1 s: %2 new and %3 ended connections.</source>
        <translation>%1 s lang gemessen: %2 neue und %3 beendete Verbindungen.</translation>
    </message>
    <message numerus="yes">
        <source>The kernel dropped events %n time(s): all rates are at least so high.</source>
        <translation>
            <numerusform>Der Kernel hat %n Mal Ereignisse verworfen: Alle Raten sind mindestens so hoch.</numerusform>
            <numerusform>Der Kernel hat %n Mal Ereignisse verworfen: Alle Raten sind mindestens so hoch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>New a second</source>
        <translation>Neue je Sekunde</translation>
    </message>
    <message>
        <source>Seconds each</source>
        <translation>Sekunden je Verbindung</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>long-lived</source>
        <translation>langlebig</translation>
    </message>
    <message>
        <source>Memory when full: %1 (%2 % of this computer&apos;s)</source>
        <translation>Speicher, wenn voll: %1 (%2 % des Speichers dieses Rechners)</translation>
    </message>
    <message>
        <source>Entries per bucket: %1, when full %2</source>
        <translation>Einträge je Bucket: %1, wenn voll %2</translation>
    </message>
    <message>
        <source>Advice: %1 places and %2 buckets (%3). The kernel would choose %4, the rule of 32,768 a processor gives %5.</source>
        <translation>Empfehlung: %1 Plätze und %2 Buckets (%3). Der Kernel würde %4 wählen, die Faustregel von 32.768 je Prozessor ergibt %5.</translation>
    </message>
    <message>
        <source>With these time-outs in force all along, %1 of the %2 entries would not be there now. An entry gets a new time-out with its next packet only: right after the change none is gone.</source>
        <translation>Hätten diese Fristen schon immer gegolten, wären %1 der %2 Einträge jetzt nicht da. Ein Eintrag bekommt eine neue Frist erst mit seinem nächsten Paket: Gleich nach der Änderung ist noch keiner weg.</translation>
    </message>
    <message>
        <source>plan: --preset, --measure, --new-per-second, --long-lived or --timeout is expected</source>
        <translation>plan: --preset, --measure, --new-per-second, --long-lived oder --timeout wird erwartet</translation>
    </message>
    <message>
        <source>plan: --measure stands instead of --preset and --new-per-second</source>
        <translation>plan: --measure steht anstelle von --preset und --new-per-second</translation>
    </message>
    <message>
        <source>set: names and values are expected, such as “set max 262144 buckets 262144”</source>
        <translation>set: erwartet werden Namen und Werte, etwa „set max 262144 buckets 262144“</translation>
    </message>
    <message>
        <source>set %1: “%2” is not a number from 0 on</source>
        <translation>set %1: „%2“ ist keine Zahl ab 0</translation>
    </message>
    <message>
        <source>Nothing was changed. Say --anyway if it is meant.</source>
        <translation>Nichts wurde geändert. Mit --anyway gilt es trotzdem.</translation>
    </message>
    <message>
        <source>Processor %1</source>
        <translation>Prozessor %1</translation>
    </message>
    <message>
        <source>Entries: ipv4 or ipv6.</source>
        <translation>Einträge: ipv4 oder ipv6.</translation>
    </message>
    <message>
        <source>Entries of this protocol.</source>
        <translation>Einträge dieses Protokolls.</translation>
    </message>
    <message>
        <source>Entries begun from this address or network.</source>
        <translation>Einträge, die von dieser Adresse oder diesem Netz ausgingen.</translation>
    </message>
    <message>
        <source>Entries begun to this address or network.</source>
        <translation>Einträge, die zu dieser Adresse oder diesem Netz gingen.</translation>
    </message>
    <message>
        <source>Entries with this address on either side, translated or not.</source>
        <translation>Einträge mit dieser Adresse auf einer der Seiten, umgesetzt oder nicht.</translation>
    </message>
    <message>
        <source>Entries begun from this port.</source>
        <translation>Einträge, die von diesem Port ausgingen.</translation>
    </message>
    <message>
        <source>Entries begun to this port.</source>
        <translation>Einträge, die zu diesem Port gingen.</translation>
    </message>
    <message>
        <source>Entries in this state: ESTABLISHED, TIME_WAIT, ..., ASSURED, REPLIED or UNREPLIED.</source>
        <translation>Einträge in diesem Zustand: ESTABLISHED, TIME_WAIT, ..., ASSURED, REPLIED oder UNREPLIED.</translation>
    </message>
    <message>
        <source>Entries of this zone.</source>
        <translation>Einträge dieser Zone.</translation>
    </message>
    <message>
        <source>Entries with this mark.</source>
        <translation>Einträge mit dieser Marke.</translation>
    </message>
    <message>
        <source>Entries with this helper.</source>
        <translation>Einträge mit diesem Helfer.</translation>
    </message>
    <message>
        <source>Entries with or without a translated address or port.</source>
        <translation>Einträge mit oder ohne umgesetzte Adresse oder umgesetzten Port.</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Translated to</source>
        <translation>Umgesetzt in</translation>
    </message>
    <message>
        <source>Seconds left</source>
        <translation>Restsekunden</translation>
    </message>
    <message>
        <source>Helper</source>
        <translation>Helfer</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %n second(s)…</source>
        <translation>
            <numerusform>Warten, %n Sekunde…</numerusform>
            <numerusform>Warten, %n Sekunden…</numerusform>
        </translation>
    </message>
    <message>
        <source>More</source>
        <translation>Weiteres</translation>
    </message>
    <message>
        <source>--%1 “%2” is not understood</source>
        <translation>--%1 „%2“ ist nicht verständlich</translation>
    </message>
    <message>
        <source>--by “%1”: protocol, state, source, destination, port or time-left is expected</source>
        <translation>--by „%1“: erwartet wird protocol, state, source, destination, port oder time-left</translation>
    </message>
    <message>
        <source>Too many to count each: a number may be up to %1 too low.</source>
        <translation>Zu viele, um jedes zu zählen: Eine Zahl kann um bis zu %1 zu klein sein.</translation>
    </message>
    <message>
        <source>%1 of %2 connections, %3 in the table</source>
        <translation>%1 von %2 Verbindungen, %3 in der Tabelle</translation>
    </message>
    <message>
        <source>end: which connections? For example: --from 192.0.2.1</source>
        <translation>end: welche Verbindungen? Zum Beispiel: --from 192.0.2.1</translation>
    </message>
    <message>
        <source>%1 connections match, and at most %2 are ended at a time. Say more closely which.</source>
        <translation>%1 Verbindungen passen, und höchstens %2 werden auf einmal beendet. Bitte genauer angeben, welche.</translation>
    </message>
    <message>
        <source>Nothing was ended. Say --yes to end them.</source>
        <translation>Nichts wurde beendet. Mit --yes werden sie beendet.</translation>
    </message>
    <message numerus="yes">
        <source>End %n connection(s)?</source>
        <translation>
            <numerusform>%n Verbindung beenden?</numerusform>
            <numerusform>%n Verbindungen beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending connections…</source>
        <translation>Verbindungen werden beendet…</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) ended.</source>
        <translation>
            <numerusform>%n Verbindung beendet.</numerusform>
            <numerusform>%n Verbindungen beendet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::DiagnoseCommand</name>
    <message>
        <source>Make no test connection.</source>
        <translation>Keine Testverbindung aufbauen.</translation>
    </message>
    <message>
        <source>Why a connection fails, and what helps.</source>
        <translation>Warum eine Verbindung scheitert und was hilft.</translation>
    </message>
    <message>
        <source>Watch packets while the connection is tried, at most so long.</source>
        <translation>Pakete beobachten, während die Verbindung probiert wird, höchstens so lange.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::DiagnosisRun</name>
    <message>
        <source>How this is known: %1</source>
        <translation>Woher das bekannt ist: %1</translation>
    </message>
    <message>
        <source>Conditions of the rule, for this connection:</source>
        <translation>Bedingungen der Regel, für diese Verbindung:</translation>
    </message>
    <message>
        <source>Reading the rules and trying the connection…</source>
        <translation>Regeln werden gelesen, und die Verbindung wird ausprobiert…</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Fixes, the smallest first</source>
        <translation>Abhilfen, die kleinste zuerst</translation>
    </message>
    <message>
        <source>Watching packets…</source>
        <translation>Pakete werden beobachtet…</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ExplainCommand</name>
    <message>
        <source>One JSON object a line; - is standard input.</source>
        <translation>Ein JSON-Objekt je Zeile; - ist die Standardeingabe.</translation>
    </message>
    <message>
        <source>ipv4 (default) or ipv6.</source>
        <translation>ipv4 (Standard) oder ipv6.</translation>
    </message>
    <message>
        <source>--packets can&apos;t be combined with options about one packet</source>
        <translation>--packets lässt sich nicht mit Optionen zu einem einzelnen Paket verbinden</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>What the rules do with a packet, and which one decides. Ends with 0 when every packet is let through, 1 when one is dropped or refused, 3 when one can&apos;t be told.</source>
        <translation>Was die Regeln mit einem Paket tun und welche davon entscheidet. Endet mit 0, wenn jedes Paket durchgelassen wird, mit 1, wenn eines verworfen oder abgelehnt wird, mit 3, wenn es bei einem nicht feststellbar ist.</translation>
    </message>
    <message>
        <source>iptables-save text, or what nft -j list ruleset prints, instead of the rules in use; may be repeated.</source>
        <translation>Text von iptables-save, oder was „nft -j list ruleset“ ausgibt, anstelle der geltenden Regeln; darf mehrmals stehen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::FixCommand</name>
    <message>
        <source>Which fix: its number in “diagnose”, or its kind.</source>
        <translation>Welche Abhilfe: ihre Nummer in „diagnose“ oder ihre Art.</translation>
    </message>
    <message>
        <source>Show what would be done and change nothing.</source>
        <translation>Zeigen, was getan würde, und nichts ändern.</translation>
    </message>
    <message>
        <source>Make no test connection.</source>
        <translation>Keine Testverbindung aufbauen.</translation>
    </message>
    <message>
        <source>--choose “%1”: a number from 1 or a kind of fix is expected, such as insert-accept</source>
        <translation>--choose „%1“: eine Zahl ab 1 oder eine Art von Abhilfe wird erwartet, etwa insert-accept</translation>
    </message>
    <message>
        <source>Find out why a connection fails, try the fix, test again, and keep it.</source>
        <translation>Herausfinden, warum eine Verbindung scheitert, die Abhilfe ausprobieren, noch einmal testen und sie behalten.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::FixRun</name>
    <message numerus="yes">
        <source>--choose “%1”: there are %n fixes for this.</source>
        <translation>
            <numerusform>--choose „%1“: dafür gibt es %n Abhilfe.</numerusform>
            <numerusform>--choose „%1“: dafür gibt es %n Abhilfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tried again: %1.</source>
        <translation>Noch einmal ausprobiert: %1.</translation>
    </message>
    <message>
        <source>Nothing that Portlight could change helps here. To do: %1</source>
        <translation>Nichts, was Portlight ändern könnte, hilft hier. Zu tun: %1</translation>
    </message>
    <message>
        <source>There is no fix for this.</source>
        <translation>Dafür gibt es keine Abhilfe.</translation>
    </message>
    <message numerus="yes">
        <source>Undone in %n seconds unless kept: “%1”.</source>
        <translation>
            <numerusform>Wird in %n Sekunde zurückgenommen, wenn nicht behalten: „%1“.</numerusform>
            <numerusform>Wird in %n Sekunden zurückgenommen, wenn nicht behalten: „%1“.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying: %1</source>
        <translation>Wird ausprobiert: %1</translation>
    </message>
    <message>
        <source>Trying the change…</source>
        <translation>Die Änderung wird ausprobiert…</translation>
    </message>
    <message>
        <source>Trial %1.</source>
        <translation>Versuch %1.</translation>
    </message>
    <message>
        <source>The change was undone.</source>
        <translation>Die Änderung wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>It did not help; the change was undone.</source>
        <translation>Es hat nicht geholfen; die Änderung wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>The change is kept.</source>
        <translation>Die Änderung wird behalten.</translation>
    </message>
    <message>
        <source>Would be tried (nothing was changed):</source>
        <translation>Würde ausprobiert (nichts wurde geändert):</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Rehearsed (nothing was changed):</source>
        <translation>Geprobt (nichts wurde geändert):</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::InputFile</name>
    <message>
        <source>this is a folder</source>
        <translation>das ist ein Ordner</translation>
    </message>
    <message>
        <source>can&apos;t be read: %1</source>
        <translation>nicht lesbar: %1</translation>
    </message>
    <message>
        <source>is larger than 64 MiB</source>
        <translation>ist größer als 64 MiB</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LintCommand</name>
    <message>
        <source>iptables-save text instead of the rules in use; may be repeated.</source>
        <translation>Text von iptables-save anstelle der geltenden Regeln; darf mehrmals stehen.</translation>
    </message>
    <message>
        <source>ipv4 or ipv6; of files ipv4 by default, of the rules in use both.</source>
        <translation>ipv4 oder ipv6; bei Dateien sonst ipv4, bei den geltenden Regeln beide.</translation>
    </message>
    <message>
        <source>Open to other computers (%1)</source>
        <comment>IPv4</comment>
        <translation>Offen für andere Rechner (%1)</translation>
    </message>
    <message>
        <source>No TCP or UDP port.</source>
        <translation>Kein TCP- oder UDP-Port.</translation>
    </message>
    <message>
        <source>Reading the network devices…</source>
        <translation>Die Netzwerkgeräte werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the tables of nft…</source>
        <translation>Die Tabellen von nft werden gelesen…</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>There are no iptables rules here.</source>
        <translation>Hier gibt es keine iptables-Regeln.</translation>
    </message>
    <message>
        <source>No rule is hidden, contradictory or risky.</source>
        <translation>Keine Regel ist verdeckt, widersprüchlich oder riskant.</translation>
    </message>
    <message>
        <source>Rules that can never match, that contradict others or that are risky, and what is open to other computers. Ends with 0 when there is nothing to put right, 1 when there is.</source>
        <translation>Regeln, die nie zutreffen können, die anderen widersprechen oder die riskant sind, und was für andere Rechner offen ist. Endet mit 0, wenn es nichts zu berichtigen gibt, sonst mit 1.</translation>
    </message>
    <message>
        <source>Could not be read: %1. These tables were made with nft alone and may close what is listed here.</source>
        <comment>names of tables</comment>
        <translation>Nicht lesbar: %1. Diese Tabellen wurden mit nft allein angelegt und können schließen, was hier steht.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LiveSnapshot</name>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the network devices…</source>
        <translation>Netzwerkgeräte werden gelesen…</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LockOutCheck</name>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the connections in use…</source>
        <translation>Benutzte Verbindungen werden gelesen…</translation>
    </message>
    <message>
        <source>Whether this cuts a connection in use can&apos;t be told: %1</source>
        <translation>Ob das eine benutzte Verbindung trennt, ist nicht feststellbar: %1</translation>
    </message>
    <message>
        <source>Warning: this change cuts connections that are in use.</source>
        <translation>Warnung: Diese Änderung trennt Verbindungen, die in Gebrauch sind.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… und %n weitere.</numerusform>
            <numerusform>… und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is tried all the same: unless it is kept, it is taken back.</source>
        <translation>Sie wird trotzdem ausprobiert: Wird sie nicht behalten, wird sie zurückgenommen.</translation>
    </message>
    <message>
        <source>Try it all the same? It is taken back unless you keep it. [y/N] </source>
        <translation>Trotzdem ausprobieren? Wird die Änderung nicht behalten, wird sie zurückgenommen. [j/N] </translation>
    </message>
    <message>
        <source>“--yes” would keep it without you. If that is what you want, add “--allow-lock-out”.</source>
        <translation>„--yes“ würde es ohne Sie behalten. Wenn Sie das wollen, ergänzen Sie „--allow-lock-out“.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::LogCommand</name>
    <message>
        <source>Keep the rule at most so long, 1 to 590 seconds (default 30).</source>
        <translation>Die Regel höchstens so lange behalten, 1 bis 590 Sekunden (sonst 30).</translation>
    </message>
    <message>
        <source>Temporary rule that shows which packets come by</source>
        <translation>Regel auf Zeit, die zeigt, welche Pakete vorbeikommen</translation>
    </message>
    <message>
        <source>Waiting for packets…</source>
        <translation>Warten auf Pakete…</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) stood before %1: all rules before it let them by.</source>
        <translation>
            <numerusform>%n Paket stand vor %1: Alle Regeln davor ließen es vorbei.</numerusform>
            <numerusform>%n Pakete standen vor %1: Alle Regeln davor ließen sie vorbei.</numerusform>
        </translation>
    </message>
    <message>
        <source>No packet stood before %1. Either nobody tried, or it does not get so far.</source>
        <translation>Kein Paket stand vor %1. Entweder hat es niemand versucht, oder es kommt nicht so weit.</translation>
    </message>
    <message>
        <source>Putting the rule in…</source>
        <translation>Die Regel wird eingefügt…</translation>
    </message>
    <message numerus="yes">
        <source>Try the connection now, the way it fails. The rule stays at most %n second(s); Ctrl+C takes it back.</source>
        <translation>
            <numerusform>Probieren Sie die Verbindung jetzt so, wie sie scheitert. Die Regel bleibt höchstens %n Sekunde; Strg+C nimmt sie zurück.</numerusform>
            <numerusform>Probieren Sie die Verbindung jetzt so, wie sie scheitert. Die Regel bleibt höchstens %n Sekunden; Strg+C nimmt sie zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The temporary rule could not be taken away; it takes itself back in %n second(s).</source>
        <translation>
            <numerusform>Die Regel auf Zeit ließ sich nicht entfernen; sie nimmt sich in %n Sekunde selbst zurück.</numerusform>
            <numerusform>Die Regel auf Zeit ließ sich nicht entfernen; sie nimmt sich in %n Sekunden selbst zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no rule list of iptables that this connection passes, so there is no place for the rule.</source>
        <translation>Es gibt keine Regelliste von iptables, an der diese Verbindung vorbeikommt, also keinen Platz für die Regel.</translation>
    </message>
    <message>
        <source>Temporary rule before %1: %2</source>
        <translation>Regel auf Zeit vor %1: %2</translation>
    </message>
    <message>
        <source>Which packets stand before the suspected rule: a temporary rule that shows them and takes itself back.</source>
        <translation>Welche Pakete vor der verdächtigen Regel stehen: eine Regel auf Zeit, die sie zeigt und sich selbst zurücknimmt.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::NativeRules</name>
    <message>
        <source>%1 (%2)</source>
        <comment>input (inet firewalld)</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>type %1, hook %2, priority %3</source>
        <translation>Typ %1, Hook %2, Priorität %3</translation>
    </message>
    <message>
        <source>device %1</source>
        <translation>Gerät %1</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Set %1 (%2)</source>
        <translation>Set %1 (%2)</translation>
    </message>
    <message>
        <source>Map %1 (%2)</source>
        <translation>Map %1 (%2)</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message numerus="yes">
        <source>… %n in all</source>
        <translation>
            <numerusform>… insgesamt %n</numerusform>
            <numerusform>… insgesamt %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>Tabelle %1</translation>
    </message>
    <message>
        <source>made by %1</source>
        <translation>angelegt von %1</translation>
    </message>
    <message>
        <source>shared with iptables</source>
        <translation>gemeinsam mit iptables</translation>
    </message>
    <message>
        <source>dormant: the kernel does not ask it</source>
        <translation>ruhend (dormant): Der Kernel befragt sie nicht</translation>
    </message>
    <message>
        <source>Also: %1</source>
        <translation>Außerdem: %1</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>There are no such rules.</source>
        <translation>Solche Regeln gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::OpeningText</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… und %n weitere.</numerusform>
            <numerusform>… und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens to other computers:</source>
        <translation>Öffnet für andere Rechner:</translation>
    </message>
    <message>
        <source>Closes to other computers:</source>
        <translation>Schließt für andere Rechner:</translation>
    </message>
    <message>
        <source>Opens for what passes through this computer:</source>
        <translation>Öffnet für das, was durch diesen Rechner geht:</translation>
    </message>
    <message>
        <source>Closes for what passes through this computer:</source>
        <translation>Schließt für das, was durch diesen Rechner geht:</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::PacketOptions</name>
    <message>
        <source>Length of the packet with its headers, in bytes.</source>
        <translation>Länge des Pakets mit seinen Köpfen, in Bytes.</translation>
    </message>
    <message>
        <source>Time to live, or hop limit.</source>
        <translation>Lebensdauer (TTL) oder Hop-Limit.</translation>
    </message>
    <message>
        <source>The TOS byte, with DSCP and ECN.</source>
        <translation>Das TOS-Byte mit DSCP und ECN.</translation>
    </message>
    <message>
        <source>Which part of a packet it is: {&quot;offset&quot;:185,&quot;more&quot;:true}.</source>
        <translation>Welcher Teil eines Pakets es ist: {&quot;offset&quot;:185,&quot;more&quot;:true}.</translation>
    </message>
    <message>
        <source>IPv6 extension headers: [{&quot;protocol&quot;:43,&quot;bytes&quot;:&quot;3b00&quot;}].</source>
        <translation>Erweiterungsköpfe von IPv6: [{&quot;protocol&quot;:43,&quot;bytes&quot;:&quot;3b00&quot;}].</translation>
    </message>
    <message>
        <source>Bytes of the TCP options.</source>
        <translation>Bytes der TCP-Optionen.</translation>
    </message>
    <message>
        <source>Index of an ESP or AH packet.</source>
        <translation>Index (SPI) eines ESP- oder AH-Pakets.</translation>
    </message>
    <message>
        <source>Bytes after the header.</source>
        <translation>Bytes nach dem Kopf.</translation>
    </message>
    <message>
        <source>unicast, broadcast, multicast or otherhost.</source>
        <translation>unicast, broadcast, multicast oder otherhost.</translation>
    </message>
    <message>
        <source>Network card of the receiver.</source>
        <translation>Netzwerkkarte des Empfängers.</translation>
    </message>
    <message>
        <source>The port of a bridge it comes in on; empty: none.</source>
        <translation>Der Port einer Bridge, an dem es hereinkommt; leer: keiner.</translation>
    </message>
    <message>
        <source>The port of a bridge it leaves on; empty: none.</source>
        <translation>Der Port einer Bridge, an dem es hinausgeht; leer: keiner.</translation>
    </message>
    <message>
        <source>Realm of its route.</source>
        <translation>Realm seiner Route.</translation>
    </message>
    <message>
        <source>Processor that handles it.</source>
        <translation>Prozessor, der es bearbeitet.</translation>
    </message>
    <message>
        <source>true or false: IPsec protects it.</source>
        <translation>true oder false: IPsec schützt es.</translation>
    </message>
    <message>
        <source>Group of the sending program.</source>
        <translation>Gruppe des sendenden Programms.</translation>
    </message>
    <message>
        <source>Other groups of the sending program: [4,27].</source>
        <translation>Weitere Gruppen des sendenden Programms: [4,27].</translation>
    </message>
    <message>
        <source>true or false: a program sends it, not the kernel itself.</source>
        <translation>true oder false: Ein Programm sendet es, nicht der Kernel selbst.</translation>
    </message>
    <message>
        <source>The socket that gets it: {&quot;exists&quot;:true,&quot;wildcard&quot;:false}.</source>
        <translation>Der Socket, der es bekommt: {&quot;exists&quot;:true,&quot;wildcard&quot;:false}.</translation>
    </message>
    <message>
        <source>net_cls class of the sender.</source>
        <translation>net_cls-Klasse des Absenders.</translation>
    </message>
    <message>
        <source>Control group of the sender.</source>
        <translation>Kontrollgruppe (cgroup) des Absenders.</translation>
    </message>
    <message>
        <source>Its entry in the table of connections: {&quot;is_reply&quot;:true}.</source>
        <translation>Sein Eintrag in der Verbindungstabelle: {&quot;is_reply&quot;:true}.</translation>
    </message>
    <message>
        <source>Code of an ICMP message, 0 to 255.</source>
        <translation>Code einer ICMP-Nachricht, 0 bis 255.</translation>
    </message>
    <message>
        <source>--%1 “%2” is not right: %3</source>
        <comment>an option, its value, a reason</comment>
        <translation>--%1 „%2“ stimmt nicht: %3</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::PersistCommand</name>
    <message>
        <source>Write nothing; show what would be written.</source>
        <translation>Nichts schreiben; zeigen, was geschrieben würde.</translation>
    </message>
    <message>
        <source>Put the files back as they were before the last time.</source>
        <translation>Die Dateien so wiederherstellen, wie sie vor dem letzten Mal waren.</translation>
    </message>
    <message>
        <source>%1: already so</source>
        <translation>%1: ist schon so</translation>
    </message>
    <message>
        <source>%1: a new file</source>
        <translation>%1: eine neue Datei</translation>
    </message>
    <message>
        <source>%1: goes, there are no rules of that kind</source>
        <translation>%1: entfällt, solche Regeln gibt es nicht</translation>
    </message>
    <message>
        <source>%1: changes</source>
        <translation>%1: ändert sich</translation>
    </message>
    <message>
        <source>Until restart only, although made by hand:</source>
        <translation>Nur bis zum Neustart, obwohl von Hand angelegt:</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n rules of %1, which makes them anew by itself</source>
        <translation>
            <numerusform>Ausgelassen: %n Regel von %1, das sie von selbst neu anlegt</numerusform>
            <numerusform>Ausgelassen: %n Regeln von %1, das sie von selbst neu anlegt</numerusform>
        </translation>
    </message>
    <message>
        <source>Can&apos;t be done: </source>
        <translation>Das geht nicht: </translation>
    </message>
    <message>
        <source>Problem: </source>
        <translation>Problem: </translation>
    </message>
    <message>
        <source>Note: </source>
        <translation>Hinweis: </translation>
    </message>
    <message>
        <source>By hand that would be:</source>
        <translation>Von Hand wäre das:</translation>
    </message>
    <message>
        <source>Putting the files back…</source>
        <translation>Die Dateien werden wiederhergestellt…</translation>
    </message>
    <message>
        <source>%1: as it was before</source>
        <translation>%1: wie vorher</translation>
    </message>
    <message>
        <source>The running rules were not touched.</source>
        <translation>Die laufenden Regeln wurden nicht angetastet.</translation>
    </message>
    <message>
        <source>no further word is expected</source>
        <translation>kein weiteres Wort wird erwartet</translation>
    </message>
    <message>
        <source>either --undo or --dry-run</source>
        <translation>entweder --undo oder --dry-run</translation>
    </message>
    <message>
        <source>Comparing the running rules with the saved ones…</source>
        <translation>Die laufenden Regeln werden mit den gespeicherten verglichen…</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>What can be kept is already kept after a restart.</source>
        <translation>Was erhalten werden kann, bleibt schon jetzt nach einem Neustart erhalten.</translation>
    </message>
    <message>
        <source>Already so: the running rules are kept after a restart.</source>
        <translation>Ist schon so: Die laufenden Regeln bleiben nach einem Neustart erhalten.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Saved. Not everything survives a restart: see above.</source>
        <translation>Gespeichert. Nicht alles übersteht einen Neustart: siehe oben.</translation>
    </message>
    <message>
        <source>Saved: kept after a restart.</source>
        <translation>Gespeichert: Bleibt nach einem Neustart erhalten.</translation>
    </message>
    <message>
        <source>Take it back with “portlightctl %1persist --undo”.</source>
        <translation>Zurücknehmen mit „portlightctl %1persist --undo“.</translation>
    </message>
    <message>
        <source>Make the running rules survive a restart, as this system does it.</source>
        <translation>Die laufenden Regeln über einen Neustart hinaus erhalten, so wie dieses System es macht.</translation>
    </message>
    <message>
        <source>There is nothing to put back: nothing was saved, or that is taken back already.</source>
        <translation>Es gibt nichts wiederherzustellen: Es wurde nichts gespeichert, oder es ist schon zurückgenommen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::PracticeCommand</name>
    <message>
        <source>nft (default) or legacy.</source>
        <translation>nft (Standard) oder legacy.</translation>
    </message>
    <message>
        <source>portlightctl: The practice networks (portlight-lab) are not installed.</source>
        <translation>portlightctl: Die Übungsnetze (portlight-lab) sind nicht installiert.</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Geschichte</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Trying the connection…</source>
        <translation>Verbindung wird ausprobiert…</translation>
    </message>
    <message>
        <source>This computer plays the part of “%1”; “%2” can&apos;t connect: %3.</source>
        <translation>Dieser Rechner spielt die Rolle von „%1“; „%2“ kann keine Verbindung aufbauen: %3.</translation>
    </message>
    <message>
        <source>“%1” sees: %2.</source>
        <translation>„%1“ sieht: %2.</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>there is no story “%1”; there are: %2</source>
        <translation>es gibt keine Geschichte „%1“; es gibt: %2</translation>
    </message>
    <message>
        <source>There is no terminal to ask at, so the story runs by itself.</source>
        <translation>Es gibt kein Terminal für Rückfragen, daher läuft die Geschichte von selbst.</translation>
    </message>
    <message>
        <source>A network of its own is made for this; nothing outside it is touched.</source>
        <translation>Dafür wird ein eigenes Netz angelegt; nichts außerhalb davon wird angerührt.</translation>
    </message>
    <message>
        <source>Building the practice network…</source>
        <translation>Das Übungsnetzwerk wird aufgebaut…</translation>
    </message>
    <message>
        <source>The practice network is gone again.</source>
        <translation>Das Übungsnetz ist wieder weg.</translation>
    </message>
    <message>
        <source>Find and fix a fault in a broken network of one&apos;s own.</source>
        <translation>In einem eigenen, kaputten Netz einen Fehler finden und beheben.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::Preview</name>
    <message>
        <source>No rule changes.</source>
        <translation>Keine Regel ändert sich.</translation>
    </message>
    <message>
        <source>Added: %1. Removed: %2.</source>
        <translation>Hinzugefügt: %1. Entfernt: %2.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ProbeCommand</name>
    <message>
        <source>Who is asked.</source>
        <translation>Wer gefragt wird.</translation>
    </message>
    <message>
        <source>The port asked about, 1 to 65535.</source>
        <translation>Der Port, nach dem gefragt wird, 1 bis 65535.</translation>
    </message>
    <message>
        <source>tcp (default), udp, or icmp for a ping.</source>
        <translation>tcp (Standard), udp oder icmp für einen Ping.</translation>
    </message>
    <message>
        <source>The own address to ask with.</source>
        <translation>Die eigene Adresse, von der aus gefragt wird.</translation>
    </message>
    <message>
        <source>How long to wait, 100 to 30000 milliseconds.</source>
        <translation>Wie lange gewartet wird, 100 bis 30000 Millisekunden.</translation>
    </message>
    <message>
        <source>--protocol: tcp, udp or icmp is expected</source>
        <translation>--protocol: tcp, udp oder icmp wird erwartet</translation>
    </message>
    <message>
        <source>--to is missing</source>
        <translation>--to fehlt</translation>
    </message>
    <message>
        <source>--port is missing</source>
        <translation>--port fehlt</translation>
    </message>
    <message>
        <source>--from and --to: one is an IPv4 address and the other an IPv6 one</source>
        <translation>--from und --to: eines ist eine IPv4-Adresse, das andere eine IPv6-Adresse</translation>
    </message>
    <message>
        <source>Try a connection and tell what came back, and from whom.</source>
        <translation>Eine Verbindung ausprobieren und sagen, was zurückkam und von wem.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::Program</name>
    <message>
        <source>Start the helper with one&apos;s own powers (root) instead of the service.</source>
        <translation>Den Helfer mit eigenen Rechten (root) starten, statt den Systemdienst zu nutzen.</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>JSON ausgeben.</translation>
    </message>
    <message>
        <source>Never ask for a password.</source>
        <translation>Nie nach einem Passwort fragen.</translation>
    </message>
    <message>
        <source>auto, always or never.</source>
        <translation>auto, always oder never.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe zeigen.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Die Version zeigen.</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, no problem; 1 done, a problem was found; 2 wrong usage; 3 could not tell; 4 not authorized; 5 applied, then undone; 130 interrupted.</source>
        <translation>Rückgabewerte: 0 fertig, kein Problem; 1 fertig, ein Problem wurde gefunden; 2 falscher Aufruf; 3 nicht feststellbar; 4 nicht berechtigt; 5 angewendet, dann zurückgenommen; 130 abgebrochen.</translation>
    </message>
    <message>
        <source>Usage: portlightctl [--direct] [--json] [--no-ask] COMMAND [OPTIONS]</source>
        <translation>Aufruf: portlightctl [--direct] [--json] [--no-ask] BEFEHL [OPTIONEN]</translation>
    </message>
    <message>
        <source>Finds out why a connection fails.</source>
        <translation>Findet heraus, warum eine Verbindung scheitert.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>“portlightctl COMMAND --help” tells about one command.</source>
        <translation>„portlightctl BEFEHL --help“ erklärt einen einzelnen Befehl.</translation>
    </message>
    <message>
        <source>Try “portlightctl --help”.</source>
        <translation>Weiter hilft „portlightctl --help“.</translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>There is no command “%1”. Did you mean “%2”?</source>
        <translation>Es gibt keinen Befehl „%1“. War „%2“ gemeint?</translation>
    </message>
    <message>
        <source>--color: auto, always or never is expected</source>
        <translation>--color: auto, always oder never wird erwartet</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::QuestionOptions</name>
    <message>
        <source>--%1 and --%2: one is an IPv4 address and the other an IPv6 one</source>
        <translation>--%1 und --%2: eines ist eine IPv4-Adresse, das andere eine IPv6-Adresse</translation>
    </message>
    <message>
        <source>--%1 “%2” is not an address of the --family asked for</source>
        <translation>--%1 „%2“ ist keine Adresse der mit --family verlangten Art</translation>
    </message>
    <message>
        <source>The port asked about, 1 to 65535.</source>
        <translation>Der Port, nach dem gefragt wird, 1 bis 65535.</translation>
    </message>
    <message>
        <source>tcp (default), udp, or icmp for a ping.</source>
        <translation>tcp (Standard), udp oder icmp für einen Ping.</translation>
    </message>
    <message>
        <source>in (default), out or forward.</source>
        <translation>in (Standard), out oder forward.</translation>
    </message>
    <message>
        <source>Who asks; without it, anyone but this computer.</source>
        <translation>Wer fragt; ohne Angabe jeder außer diesem Rechner.</translation>
    </message>
    <message>
        <source>Who is asked.</source>
        <translation>Wer gefragt wird.</translation>
    </message>
    <message>
        <source>The network device it comes in on.</source>
        <translation>Das Netzwerkgerät, über das es hereinkommt.</translation>
    </message>
    <message>
        <source>The network device it leaves on.</source>
        <translation>Das Netzwerkgerät, über das es hinausgeht.</translation>
    </message>
    <message>
        <source>ipv4 or ipv6.</source>
        <translation>ipv4 oder ipv6.</translation>
    </message>
    <message>
        <source>input (default), output or forward.</source>
        <translation>input (Standard), output oder forward.</translation>
    </message>
    <message>
        <source>tcp (default), udp, icmp, … or a number.</source>
        <translation>tcp (Standard), udp, icmp, … oder eine Zahl.</translation>
    </message>
    <message>
        <source>Address of the sender.</source>
        <translation>Adresse des Absenders.</translation>
    </message>
    <message>
        <source>Address of the receiver.</source>
        <translation>Adresse des Empfängers.</translation>
    </message>
    <message>
        <source>Port of the sender.</source>
        <translation>Port des Absenders.</translation>
    </message>
    <message>
        <source>Port of the receiver.</source>
        <translation>Port des Empfängers.</translation>
    </message>
    <message>
        <source>Such as SYN,ACK; SYN by default.</source>
        <translation>Etwa SYN,ACK; ohne Angabe SYN.</translation>
    </message>
    <message>
        <source>Type of an ICMP message, 0 to 255.</source>
        <translation>Typ einer ICMP-Nachricht, 0 bis 255.</translation>
    </message>
    <message>
        <source>NEW (default), ESTABLISHED, RELATED, INVALID or UNTRACKED.</source>
        <translation>NEW (Standard), ESTABLISHED, RELATED, INVALID oder UNTRACKED.</translation>
    </message>
    <message>
        <source>Mark of the packet, such as 0x1.</source>
        <translation>Markierung des Pakets, etwa 0x1.</translation>
    </message>
    <message>
        <source>Network card of the sender.</source>
        <translation>Netzwerkkarte des Absenders.</translation>
    </message>
    <message>
        <source>User of the sending program.</source>
        <translation>Benutzer des sendenden Programms.</translation>
    </message>
    <message>
        <source>An address of this computer; may be repeated.</source>
        <translation>Eine Adresse dieses Rechners; darf mehrfach vorkommen.</translation>
    </message>
    <message>
        <source>--protocol: tcp, udp or icmp is expected</source>
        <translation>--protocol: tcp, udp oder icmp wird erwartet</translation>
    </message>
    <message>
        <source>--port: a ping has no port</source>
        <translation>--port: ein Ping hat keinen Port</translation>
    </message>
    <message>
        <source>--port is missing</source>
        <translation>--port fehlt</translation>
    </message>
    <message>
        <source>--to is missing: which computer is to be reached?</source>
        <translation>--to fehlt: Welcher Computer soll erreicht werden?</translation>
    </message>
    <message>
        <source>--out-interface: what comes in leaves on no network device</source>
        <translation>--out-interface: was hereinkommt, geht über kein Netzwerkgerät hinaus</translation>
    </message>
    <message>
        <source>--in-interface: what goes out comes in on no network device</source>
        <translation>--in-interface: was hinausgeht, kommt über kein Netzwerkgerät herein</translation>
    </message>
    <message>
        <source>--state “%1”: NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED is expected</source>
        <translation>--state „%1“: erwartet wird NEW, ESTABLISHED, RELATED, INVALID oder UNTRACKED</translation>
    </message>
    <message>
        <source>--mac-source “%1”: six pairs of hexadecimal digits are expected, such as 02:00:00:00:00:01</source>
        <translation>--mac-source „%1“: erwartet werden sechs Paare von Hexadezimalziffern, etwa 02:00:00:00:00:01</translation>
    </message>
    <message>
        <source>--local-address “%1”: an IP address is expected</source>
        <translation>--local-address „%1“: erwartet wird eine IP-Adresse</translation>
    </message>
    <message>
        <source>--tcp-flags “%1”: FIN, SYN, RST, PSH, ACK, URG or NONE is expected</source>
        <translation>--tcp-flags „%1“: erwartet wird FIN, SYN, RST, PSH, ACK, URG oder NONE</translation>
    </message>
    <message>
        <source>--mark “%1”: a number is expected, such as 0x1</source>
        <translation>--mark „%1“: erwartet wird eine Zahl, etwa 0x1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::RehearsalRun</name>
    <message>
        <source>Try it in a copy of the firewall with the asked connection; nothing is changed here.</source>
        <translation>In einer Kopie der Firewall mit der angefragten Verbindung ausprobieren; hier wird nichts geändert.</translation>
    </message>
    <message>
        <source>Both ends must be known: give --from and --to.</source>
        <translation>Beide Enden müssen bekannt sein: --from und --to angeben.</translation>
    </message>
    <message>
        <source>Trying it in a copy of the firewall…</source>
        <translation>Wird in einer Kopie der Firewall ausprobiert…</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Gefragt: %1</translation>
    </message>
    <message>
        <source>Without the change:</source>
        <translation>Ohne die Änderung:</translation>
    </message>
    <message>
        <source>With the change:</source>
        <translation>Mit der Änderung:</translation>
    </message>
    <message>
        <source>What the copy does not tell:</source>
        <translation>Was die Kopie nicht verrät:</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::ReportCommand</name>
    <message>
        <source>Make no test connection.</source>
        <translation>Keine Testverbindung aufbauen.</translation>
    </message>
    <message>
        <source>markdown (default), html or json.</source>
        <translation>markdown (Standard), html oder json.</translation>
    </message>
    <message>
        <source>Write to this file instead of standard output.</source>
        <translation>In diese Datei schreiben statt auf die Standardausgabe.</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>Der Bericht steht in %1.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>-o: the name of a file is expected</source>
        <translation>-o: der Name einer Datei wird erwartet</translation>
    </message>
    <message>
        <source>A report of a diagnosis, for a person who helps.</source>
        <translation>Ein Bericht zu einer Diagnose, für jemanden, der hilft.</translation>
    </message>
    <message>
        <source>Put aliases in the place of addresses and names.</source>
        <translation>Adressen und Namen durch Platzhalter ersetzen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::RestoreCommand</name>
    <message>
        <source>ipv4 or ipv6.</source>
        <translation>ipv4 oder ipv6.</translation>
    </message>
    <message>
        <source>Leave rule lists alone that FILE does not have.</source>
        <translation>Regellisten in Ruhe lassen, die in DATEI nicht vorkommen.</translation>
    </message>
    <message>
        <source>%1: there is no table in it</source>
        <translation>%1: enthält keine Tabelle</translation>
    </message>
    <message>
        <source>The rules are as in %1 already.</source>
        <translation>Die Regeln sind schon wie in %1.</translation>
    </message>
    <message>
        <source>Rules of %1</source>
        <translation>Regeln aus %1</translation>
    </message>
    <message>
        <source>Make the tables of a file that iptables-save wrote what they are in it; undone unless kept.</source>
        <translation>Die Tabellen so machen, wie sie in einer von iptables-save geschriebenen Datei stehen; wird zurückgenommen, wenn nicht behalten.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::RulesCommand</name>
    <message>
        <source>legacy, nft or native; all in use by default.</source>
        <translation>legacy, nft oder native; ohne Angabe alle in Gebrauch.</translation>
    </message>
    <message>
        <source>ipv4 or ipv6; both by default.</source>
        <translation>ipv4 oder ipv6; ohne Angabe beide.</translation>
    </message>
    <message>
        <source>raw, mangle, nat, filter or security.</source>
        <translation>raw, mangle, nat, filter oder security.</translation>
    </message>
    <message>
        <source>Print iptables-save text (of what “iptables” is here and IPv4, unless told otherwise).</source>
        <translation>iptables-save-Text ausgeben (von dem, was „iptables“ hier ist, und für IPv4, wenn nicht anders angegeben).</translation>
    </message>
    <message>
        <source>%1 (%2, %3, %4)</source>
        <comment>INPUT (filter, IPv4, nft)</comment>
        <translation>%1 (%2, %3, %4)</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Reading the state of the firewall…</source>
        <translation>Zustand der Firewall wird gelesen…</translation>
    </message>
    <message>
        <source>portlightctl: Tables of nftables have no iptables-save text.</source>
        <translation>portlightctl: Für Tabellen von nftables gibt es keinen iptables-save-Text.</translation>
    </message>
    <message>
        <source>portlightctl: This text is incomplete and must not be restored: %1</source>
        <translation>portlightctl: Dieser Text ist unvollständig und darf nicht wiederhergestellt werden: %1</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Regeln werden gelesen…</translation>
    </message>
    <message>
        <source>Not everything can be shown: %1</source>
        <translation>Nicht alles lässt sich zeigen: %1</translation>
    </message>
    <message>
        <source>There are no such rules.</source>
        <translation>Solche Regeln gibt es nicht.</translation>
    </message>
    <message>
        <source>--table “%1”: raw, mangle, nat, filter or security is expected</source>
        <translation>--table „%1“: raw, mangle, nat, filter oder security wird erwartet</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>--save and --json can&apos;t be combined</source>
        <translation>--save und --json lassen sich nicht verbinden</translation>
    </message>
    <message>
        <source>The rules, with numbers and counters.</source>
        <translation>Die Regeln, mit Nummern und Zählern.</translation>
    </message>
    <message>
        <source>Made by %1.</source>
        <translation>Angelegt von %1.</translation>
    </message>
    <message>
        <source>Made with nft: type %1, hook %2, priority %3</source>
        <translation>Mit nft angelegt: Typ %1, Hook %2, Priorität %3</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Angelegt von</translation>
    </message>
    <message>
        <source>Set %1 (%2)</source>
        <translation>Set %1 (%2)</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message numerus="yes">
        <source>… %n in all</source>
        <translation>
            <numerusform>… insgesamt %n</numerusform>
            <numerusform>… insgesamt %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::Session</name>
    <message>
        <source>Interrupted.</source>
        <translation>Unterbrochen.</translation>
    </message>
    <message>
        <source>Run the same command with --direct: root needs no service.</source>
        <translation>Denselben Befehl mit --direct ausführen: root braucht keinen Dienst.</translation>
    </message>
    <message>
        <source>Run it as root with --direct, or install Portlight completely.</source>
        <translation>Als root mit --direct ausführen oder Portlight vollständig installieren.</translation>
    </message>
    <message>
        <source>Details: %1</source>
        <translation>Einzelheiten: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::SnapshotCommand</name>
    <message>
        <source>restore: change nothing; show what would be changed.</source>
        <translation>restore: nichts ändern; zeigen, was geändert würde.</translation>
    </message>
    <message>
        <source>Reading the snapshots…</source>
        <translation>Snapshots werden gelesen…</translation>
    </message>
    <message>
        <source>Reading the snapshot…</source>
        <translation>Snapshot wird gelesen…</translation>
    </message>
    <message>
        <source>“%1” fits more than one snapshot</source>
        <translation>„%1“ passt auf mehr als einen Snapshot</translation>
    </message>
    <message>
        <source>there is no snapshot “%1”; “portlightctl snapshot list” lists them</source>
        <translation>es gibt keinen Snapshot „%1“; „portlightctl snapshot list“ listet alle auf</translation>
    </message>
    <message>
        <source>Saving the running rules…</source>
        <translation>Die laufenden Regeln werden gespeichert…</translation>
    </message>
    <message>
        <source>Snapshot %1: %2</source>
        <translation>Snapshot %1: %2</translation>
    </message>
    <message>
        <source>There are no snapshots yet. “portlightctl snapshot save” takes one.</source>
        <translation>Noch keine Snapshots. „portlightctl snapshot save“ nimmt einen auf.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>(another network namespace)</source>
        <translation>(anderer Netzwerk-Namensraum)</translation>
    </message>
    <message>
        <source>%1, taken %2</source>
        <translation>%1, aufgenommen %2</translation>
    </message>
    <message>
        <source>%1: not saved: %2</source>
        <translation>%1: nicht gespeichert: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n rules</source>
        <translation>
            <numerusform>%1: %n Regel</numerusform>
            <numerusform>%1: %n Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (%2) can&apos;t be compared: it holds more than iptables rules can say.</source>
        <translation>%1 (%2) lässt sich nicht vergleichen: Darin steht mehr, als iptables-Regeln ausdrücken können.</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Kein Unterschied.</translation>
    </message>
    <message>
        <source>Reading the settings…</source>
        <translation>Einstellungen werden gelesen…</translation>
    </message>
    <message>
        <source>This snapshot is of another network namespace.</source>
        <translation>Dieser Snapshot stammt aus einem anderen Netzwerk-Namensraum.</translation>
    </message>
    <message>
        <source>Snapshot “%1”</source>
        <translation>Snapshot „%1“</translation>
    </message>
    <message>
        <source>%1 (%2) stays as it is: it holds more than iptables rules can say.</source>
        <translation>%1 (%2) bleibt, wie es ist: Darin steht mehr, als iptables-Regeln ausdrücken können.</translation>
    </message>
    <message>
        <source>The running rules are as they were then.</source>
        <translation>Die laufenden Regeln sind so wie damals.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Removing the snapshot…</source>
        <translation>Snapshot wird entfernt…</translation>
    </message>
    <message>
        <source>Removed: %1 (%2)</source>
        <translation>Entfernt: %1 (%2)</translation>
    </message>
    <message>
        <source>“%1”: save, list, show, compare, restore or remove is expected</source>
        <translation>„%1“: save, list, show, compare, restore oder remove wird erwartet</translation>
    </message>
    <message>
        <source>the ID of a snapshot is expected; “portlightctl snapshot list” lists them</source>
        <translation>die ID eines Snapshots wird erwartet; „portlightctl snapshot list“ listet alle auf</translation>
    </message>
    <message>
        <source>“%1” is one word too many</source>
        <translation>„%1“ ist ein Wort zu viel</translation>
    </message>
    <message>
        <source>Keep the running rules for later, compare them, and bring them back.</source>
        <translation>Die laufenden Regeln für später aufbewahren, vergleichen und zurückholen.</translation>
    </message>
    <message>
        <source>--try, --yes, --allow-lock-out and --dry-run go with “restore” only</source>
        <translation>--try, --yes, --allow-lock-out und --dry-run gibt es nur bei „restore“</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::StatusCommand</name>
    <message>
        <source>Reading the state of the firewall…</source>
        <translation>Zustand der Firewall wird gelesen…</translation>
    </message>
    <message numerus="yes">
        <source>%n rules</source>
        <translation>
            <numerusform>%n Regel</numerusform>
            <numerusform>%n Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; not all of them can be shown</source>
        <translation>%1; nicht alle davon lassen sich zeigen</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>nicht in Gebrauch</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Managed by</source>
        <translation>Verwaltet von</translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation>niemand sonst</translation>
    </message>
    <message>
        <source>Kept after a restart by</source>
        <translation>Nach einem Neustart erhalten durch</translation>
    </message>
    <message>
        <source>Rules, %1 %2</source>
        <comment>legacy IPv4</comment>
        <translation>Regeln, %1 %2</translation>
    </message>
    <message>
        <source>nftables only</source>
        <translation>nur nftables</translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <comment>INPUT, legacy IPv4</comment>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <source>Connection table</source>
        <translation>Verbindungstabelle</translation>
    </message>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>Who manages the firewall, which rules are in use, how full the connection table is.</source>
        <translation>Wer die Firewall verwaltet, welche Regeln in Gebrauch sind, wie voll die Verbindungstabelle ist.</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>inet firewalld by firewalld</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::TrialCommands</name>
    <message>
        <source>“%1” is not expected here</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>No changes were tried yet.</source>
        <translation>Noch wurden keine Änderungen ausprobiert.</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>(another network namespace)</source>
        <translation>(anderer Netzwerk-Namensraum)</translation>
    </message>
    <message>
        <source>“%1” fits more than one change</source>
        <translation>„%1“ passt auf mehr als eine Änderung</translation>
    </message>
    <message>
        <source>there is no change “%1”; “portlightctl trials” lists them</source>
        <translation>es gibt keine Änderung „%1“; „portlightctl trials“ listet alle auf</translation>
    </message>
    <message>
        <source>one ID is expected; “portlightctl trials” lists them</source>
        <translation>eine einzelne ID wird erwartet; „portlightctl trials“ listet alle auf</translation>
    </message>
    <message>
        <source>The change is kept.</source>
        <translation>Die Änderung wird behalten.</translation>
    </message>
    <message>
        <source>The change is undone.</source>
        <translation>Die Änderung ist zurückgenommen.</translation>
    </message>
    <message>
        <source>The changes that were tried, kept and undone.</source>
        <translation>Die Änderungen, die ausprobiert, behalten und zurückgenommen wurden.</translation>
    </message>
    <message>
        <source>Keep a change that is being tried.</source>
        <translation>Eine Änderung behalten, die gerade ausprobiert wird.</translation>
    </message>
    <message>
        <source>Take a change back.</source>
        <translation>Eine Änderung zurücknehmen.</translation>
    </message>
    <message>
        <source>an ID and perhaps a number of seconds are expected; “portlightctl trials” lists the IDs</source>
        <translation>eine ID und eventuell eine Anzahl Sekunden werden erwartet; „portlightctl trials“ listet die IDs auf</translation>
    </message>
    <message>
        <source>“%1”: a number of seconds from %2 to %3 is expected</source>
        <translation>„%1“: erwartet wird eine Anzahl Sekunden von %2 bis %3</translation>
    </message>
    <message numerus="yes">
        <source>The trial now ends in %n seconds unless it is kept.</source>
        <translation>
            <numerusform>Der Versuch endet jetzt in %n Sekunde, wenn er nicht behalten wird.</numerusform>
            <numerusform>Der Versuch endet jetzt in %n Sekunden, wenn er nicht behalten wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give a change that is being tried more time: 90 seconds from now, or as many as asked for.</source>
        <translation>Einer Änderung, die ausprobiert wird, mehr Zeit geben: 90 Sekunden ab jetzt oder so viele wie verlangt.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::TrialRun</name>
    <message>
        <source>y</source>
        <comment>the answer “yes”, one letter</comment>
        <translation>j</translation>
    </message>
    <message numerus="yes">
        <source>Keep this change? [y/N] (undone in %n seconds) </source>
        <translation>
            <numerusform>Diese Änderung behalten? [j/N] (wird in %n Sekunde zurückgenommen) </numerusform>
            <numerusform>Diese Änderung behalten? [j/N] (wird in %n Sekunden zurückgenommen) </numerusform>
        </translation>
    </message>
    <message>
        <source>Interrupted; the change is undone.</source>
        <translation>Abgebrochen; die Änderung wird zurückgenommen.</translation>
    </message>
    <message>
        <source>Interrupted; the change is undone when its time ends.</source>
        <translation>Abgebrochen; die Änderung wird zurückgenommen, wenn ihre Zeit abläuft.</translation>
    </message>
    <message>
        <source>Keeping the change…</source>
        <translation>Änderung wird behalten…</translation>
    </message>
    <message>
        <source>Undoing the change…</source>
        <translation>Änderung wird zurückgenommen…</translation>
    </message>
    <message>
        <source>Reading the list of changes…</source>
        <translation>Liste der Änderungen wird gelesen…</translation>
    </message>
    <message>
        <source>Extending the trial…</source>
        <translation>Der Versuch wird verlängert…</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::VerdictText</name>
    <message>
        <source>%1 from %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>Let through.</source>
        <translation>Durchgelassen.</translation>
    </message>
    <message>
        <source>Dropped silently; the other side waits until it gives up.</source>
        <translation>Stumm verworfen; die Gegenseite wartet, bis sie aufgibt.</translation>
    </message>
    <message>
        <source>Refused (%1); the other side is told at once.</source>
        <translation>Abgelehnt (%1); die Gegenseite erfährt es sofort.</translation>
    </message>
    <message>
        <source>Can&apos;t be told.</source>
        <translation>Nicht feststellbar.</translation>
    </message>
    <message>
        <source>let through</source>
        <translation>durchgelassen</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>yes</source>
        <comment>a condition holds</comment>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <comment>a condition does not hold</comment>
        <translation>nein</translation>
    </message>
    <message>
        <source>can&apos;t tell</source>
        <translation>nicht feststellbar</translation>
    </message>
    <message>
        <source>Decided by %1</source>
        <translation>Entschieden durch %1</translation>
    </message>
    <message>
        <source>It depends on “%1” in %2: yes means %3, no means %4.</source>
        <translation>Es hängt von „%1“ in %2 ab: ja bedeutet %3, nein bedeutet %4.</translation>
    </message>
    <message>
        <source>The way through the rules:</source>
        <translation>Der Weg durch die Regeln:</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Rule list</source>
        <translation>Regelliste</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>sonst</translation>
    </message>
    <message>
        <source>Assumed, as it was not given: %1.</source>
        <translation>Angenommen, da nicht angegeben: %1.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Cli::WatchCommand</name>
    <message>
        <source>Watch at most so long, 1 to 600 seconds (default 30).</source>
        <translation>Höchstens so lange beobachten, 1 bis 600 Sekunden (Vorgabe 30).</translation>
    </message>
    <message>
        <source>There was more than could be looked at; the list is not complete.</source>
        <translation>Es war mehr, als angesehen werden konnte; die Liste ist nicht vollständig.</translation>
    </message>
    <message numerus="yes">
        <source>Try the connection now, the way it fails. Watching for at most %n second(s); Ctrl+C ends it.</source>
        <translation>
            <numerusform>Versuchen Sie die Verbindung jetzt, so wie sie scheitert. Es wird höchstens %n Sekunde beobachtet; Strg+C beendet es.</numerusform>
            <numerusform>Versuchen Sie die Verbindung jetzt, so wie sie scheitert. Es wird höchstens %n Sekunden beobachtet; Strg+C beendet es.</numerusform>
        </translation>
    </message>
    <message>
        <source>Watch the packets of a connection: what arrives, and what is answered.</source>
        <translation>Die Pakete einer Verbindung beobachten: was ankommt und was geantwortet wird.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::CompareDialog</name>
    <message>
        <source>Compare Snapshot</source>
        <translation>Snapshot vergleichen</translation>
    </message>
    <message>
        <source>The rules now</source>
        <translation>Die Regeln jetzt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a snapshot, and its time</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Compare &quot;%1&quot; &amp;with:</source>
        <translation>„%1“ vergleichen &amp;mit:</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>The rules are the same.</source>
        <translation>Die Regeln sind dieselben.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ConnectionPage</name>
    <message>
        <source>A port (8080) or the name of a service (ssh) is needed.</source>
        <translation>Ein Port (8080) oder der Name eines Dienstes (ssh) wird benötigt.</translation>
    </message>
    <message>
        <source>Ports go from 1 to 65535; this service name is not known.</source>
        <translation>Ports gehen von 1 bis 65535; dieser Dienstname ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The address or name of the computer to reach is needed.</source>
        <translation>Die Adresse oder der Name des Computers, der erreicht werden soll, wird benötigt.</translation>
    </message>
    <message>
        <source>The address of the computer that connects is needed.</source>
        <translation>Die Adresse des Computers, der die Verbindung aufbaut, wird benötigt.</translation>
    </message>
    <message>
        <source>The sender must be an address, such as 192.0.2.7.</source>
        <translation>Der Absender muss eine Adresse sein, zum Beispiel 192.0.2.7.</translation>
    </message>
    <message>
        <source>One address is IPv4 and the other IPv6; they can&apos;t meet.</source>
        <translation>Eine Adresse ist IPv4, die andere IPv6; so können sie nicht zusammenkommen.</translation>
    </message>
    <message>
        <source>Describe the connection that fails.</source>
        <translation>Die Verbindung beschreiben, die scheitert.</translation>
    </message>
    <message>
        <source>Another computer connects to this one</source>
        <translation>Ein anderer Computer verbindet sich mit diesem</translation>
    </message>
    <message>
        <source>This computer connects to another one</source>
        <translation>Dieser Computer verbindet sich mit einem anderen</translation>
    </message>
    <message>
        <source>Through this computer, from one to another</source>
        <translation>Durch diesen Computer, von einem zum anderen</translation>
    </message>
    <message>
        <source>TCP (most services)</source>
        <translation>TCP (die meisten Dienste)</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>8080 or ssh</source>
        <translation>8080 oder ssh</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>Jeder</translation>
    </message>
    <message>
        <source>&amp;Direction:</source>
        <translation>&amp;Richtung:</translation>
    </message>
    <message>
        <source>P&amp;ort or service:</source>
        <translation>P&amp;ort oder Dienst:</translation>
    </message>
    <message>
        <source>&amp;Protocol:</source>
        <translation>&amp;Protokoll:</translation>
    </message>
    <message>
        <source>Address of the othe&amp;r computer:</source>
        <translation>Adresse des &amp;anderen Computers:</translation>
    </message>
    <message>
        <source>&amp;Address or host name:</source>
        <translation>Adresse oder &amp;Hostname:</translation>
    </message>
    <message>
        <source>Fro&amp;m address:</source>
        <translation>A&amp;bsenderadresse:</translation>
    </message>
    <message>
        <source>&amp;Address of this computer:</source>
        <translation>Adresse &amp;dieses Computers:</translation>
    </message>
    <message>
        <source>Portlight will look at: %1</source>
        <translation>Portlight sieht sich an: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ConntrackWords</name>
    <message>
        <source>steady</source>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>fallend</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Room to spare</source>
        <translation>Genug Platz</translation>
    </message>
    <message>
        <source>Filling up</source>
        <translation>Füllt sich</translation>
    </message>
    <message>
        <source>Nearly full</source>
        <translation>Fast voll</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>Nicht in Gebrauch</translation>
    </message>
    <message>
        <source>Not tracking</source>
        <translation>Keine Verfolgung</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>The connection table is not in use: no rule needs it.</source>
        <translation>Die Verbindungstabelle ist nicht in Gebrauch: keine Regel braucht sie.</translation>
    </message>
    <message>
        <source>The connection table is empty; perhaps nothing is tracked.</source>
        <translation>Die Verbindungstabelle ist leer; vielleicht wird nichts verfolgt.</translation>
    </message>
    <message>
        <source>The connection table holds %1 connections and has no limit.</source>
        <translation>Die Verbindungstabelle enthält %1 Verbindungen und hat keine Grenze.</translation>
    </message>
    <message>
        <source>The connection table holds %1 of %2 connections (%3): %4</source>
        <translation>Die Verbindungstabelle enthält %1 von %2 Verbindungen (%3): %4</translation>
    </message>
    <message>
        <source>At the busiest moment %1 places are used; there is no limit.</source>
        <translation>Zu Spitzenzeiten sind %1 Plätze belegt; es gibt keine Grenze.</translation>
    </message>
    <message>
        <source>At the busiest moment %1 of %2 places are used (%3).</source>
        <translation>Zu Spitzenzeiten sind %1 von %2 Plätzen belegt (%3).</translation>
    </message>
    <message>
        <source>The table would be full after %1.</source>
        <translation>Die Tabelle wäre nach %1 voll.</translation>
    </message>
    <message>
        <source>Advice: %1 places.</source>
        <translation>Empfehlung: %1 Plätze.</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Arbeitsplatzrechner</translation>
    </message>
    <message>
        <source>Desktop with containers</source>
        <translation>Arbeitsplatzrechner mit Containern</translation>
    </message>
    <message>
        <source>Peer-to-peer downloads</source>
        <translation>Peer-to-Peer-Downloads</translation>
    </message>
    <message>
        <source>Hotspot for 20 devices</source>
        <translation>Hotspot für 20 Geräte</translation>
    </message>
    <message>
        <source>Port scan or load test</source>
        <translation>Portscan oder Lasttest</translation>
    </message>
</context>
<context>
    <name>Portlight::App::DiagnosisWords</name>
    <message>
        <source>A rule drops it silently</source>
        <translation>Eine Regel verwirft die Verbindung stumm</translation>
    </message>
    <message>
        <source>A rule refuses it</source>
        <translation>Eine Regel lehnt die Verbindung ab</translation>
    </message>
    <message>
        <source>No rule allows it</source>
        <translation>Keine Regel erlaubt die Verbindung</translation>
    </message>
    <message>
        <source>The answer is stopped</source>
        <translation>Die Antwort wird aufgehalten</translation>
    </message>
    <message>
        <source>The rule that allows it comes too late</source>
        <translation>Die Regel, die es erlaubt, kommt zu spät</translation>
    </message>
    <message>
        <source>A rule limits how often it may happen</source>
        <translation>Eine Regel begrenzt, wie oft es vorkommen darf</translation>
    </message>
    <message>
        <source>Its packets fit no known connection</source>
        <translation>Die Pakete passen zu keiner bekannten Verbindung</translation>
    </message>
    <message>
        <source>It is sent on to a place where nothing answers</source>
        <translation>Die Weiterleitung führt an eine Stelle, an der nichts antwortet</translation>
    </message>
    <message>
        <source>The port is not sent on</source>
        <translation>Der Port wird nicht weitergeleitet</translation>
    </message>
    <message>
        <source>The address is not shared</source>
        <translation>Die Adresse wird nicht geteilt</translation>
    </message>
    <message>
        <source>This computer does not pass packets on</source>
        <translation>Dieser Rechner leitet keine Pakete weiter</translation>
    </message>
    <message>
        <source>The way back does not fit</source>
        <translation>Der Rückweg passt nicht</translation>
    </message>
    <message>
        <source>There is no route</source>
        <translation>Es gibt keine Route</translation>
    </message>
    <message>
        <source>No program listens there</source>
        <translation>Dort lauscht kein Programm</translation>
    </message>
    <message>
        <source>The service listens on another address</source>
        <translation>Der Dienst lauscht auf einer anderen Adresse</translation>
    </message>
    <message>
        <source>The service is too slow</source>
        <translation>Der Dienst ist zu langsam</translation>
    </message>
    <message>
        <source>The connection table is full</source>
        <translation>Die Verbindungstabelle ist voll</translation>
    </message>
    <message>
        <source>The connection table is filling up</source>
        <translation>Die Verbindungstabelle füllt sich</translation>
    </message>
    <message>
        <source>A connection helper is missing</source>
        <translation>Ein Verbindungshelfer fehlt</translation>
    </message>
    <message>
        <source>Another firewall blocks it</source>
        <translation>Eine andere Firewall sperrt die Verbindung</translation>
    </message>
    <message>
        <source>The sender is banned</source>
        <translation>Der Absender ist gesperrt</translation>
    </message>
    <message>
        <source>It does not arrive here</source>
        <translation>Die Verbindung kommt hier nicht an</translation>
    </message>
    <message>
        <source>Another computer on the way refuses it</source>
        <translation>Ein anderer Rechner auf dem Weg lehnt die Verbindung ab</translation>
    </message>
    <message>
        <source>It works over one of IPv4 and IPv6 only</source>
        <translation>Es geht nur über eines von IPv4 und IPv6</translation>
    </message>
    <message>
        <source>Nothing here blocks it</source>
        <translation>Nichts hier sperrt die Verbindung</translation>
    </message>
    <message>
        <source>Seen</source>
        <comment>how something is known</comment>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Calculated</source>
        <comment>how something is known</comment>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Likely</source>
        <comment>how something is known</comment>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Low risk</source>
        <translation>Geringes Risiko</translation>
    </message>
    <message>
        <source>Medium risk</source>
        <translation>Mittleres Risiko</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>Hohes Risiko</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Testverbindung</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Rules in two places</source>
        <translation>Regeln an zwei Stellen</translation>
    </message>
    <message>
        <source>Other firewalls</source>
        <translation>Andere Firewalls</translation>
    </message>
    <message>
        <source>Service listening</source>
        <translation>Lauschender Dienst</translation>
    </message>
    <message>
        <source>Network device</source>
        <translation>Netzwerkgerät</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Passing packets on</source>
        <translation>Weiterleitung von Paketen</translation>
    </message>
    <message>
        <source>Address translation</source>
        <translation>Adressumsetzung</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Rückweg</translation>
    </message>
    <message>
        <source>Connection table</source>
        <translation>Verbindungstabelle</translation>
    </message>
    <message>
        <source>Other managers</source>
        <translation>Andere Verwalter</translation>
    </message>
    <message>
        <source>Kernel log</source>
        <translation>Kernel-Protokoll</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Can&apos;t tell</source>
        <translation>Nicht feststellbar</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Nothing on this computer blocks it.</source>
        <translation>Nichts auf diesem Computer blockiert die Verbindung.</translation>
    </message>
    <message>
        <source>It does not get through.</source>
        <translation>Die Verbindung kommt nicht durch.</translation>
    </message>
    <message>
        <source>It gets through, but not well.</source>
        <translation>Die Verbindung kommt durch, aber nicht gut.</translation>
    </message>
    <message>
        <source>It can&apos;t be told whether it gets through.</source>
        <translation>Ob die Verbindung durchkommt, ist nicht feststellbar.</translation>
    </message>
    <message>
        <source>%1 on this computer, asked for from anywhere</source>
        <translation>%1 auf diesem Rechner, angefragt von irgendwoher</translation>
    </message>
    <message>
        <source>%1 on this computer, asked for from %2</source>
        <translation>%1 auf diesem Rechner, angefragt von %2</translation>
    </message>
    <message>
        <source>%1 on other computers, asked for from this one</source>
        <translation>%1 auf anderen Rechnern, angefragt von diesem</translation>
    </message>
    <message>
        <source>%1 on %2, asked for from this computer</source>
        <translation>%1 auf %2, angefragt von diesem Rechner</translation>
    </message>
    <message>
        <source>%1, passing through this computer</source>
        <translation>%1, durch diesen Rechner hindurch</translation>
    </message>
    <message>
        <source>%1 on %2, asked for from %3 through this computer</source>
        <translation>%1 auf %2, angefragt von %3 durch diesen Rechner hindurch</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Connected in %1</source>
        <translation>Verbunden in %1</translation>
    </message>
    <message>
        <source>Connection refused after %1, by a TCP reset</source>
        <translation>Verbindung nach %1 durch einen TCP-Reset abgelehnt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>%1 after %2, by %3 (%4)</source>
        <translation>%1 nach %2, von %3 (%4)</translation>
    </message>
    <message>
        <source>%1 after %2 (%3)</source>
        <translation>%1 nach %2 (%3)</translation>
    </message>
    <message>
        <source>No answer within %1</source>
        <translation>Keine Antwort innerhalb von %1</translation>
    </message>
    <message>
        <source>Could not be sent from this computer</source>
        <translation>Konnte von diesem Rechner nicht gesendet werden</translation>
    </message>
    <message>
        <source>Could not be sent from this computer: %1</source>
        <translation>Konnte von diesem Rechner nicht gesendet werden: %1</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>Nicht ausprobiert</translation>
    </message>
    <message>
        <source>Not tried: %1</source>
        <translation>Nicht ausprobiert: %1</translation>
    </message>
    <message>
        <source>Allow %1</source>
        <translation>%1 erlauben</translation>
    </message>
    <message>
        <source>Turn the blocking rule into one that allows %1</source>
        <translation>Die sperrende Regel in eine umwandeln, die %1 erlaubt</translation>
    </message>
    <message>
        <source>Remove the blocking rule</source>
        <translation>Die sperrende Regel entfernen</translation>
    </message>
    <message>
        <source>Move the rule that allows %1 up</source>
        <translation>Die Regel, die %1 erlaubt, nach oben verschieben</translation>
    </message>
    <message>
        <source>Allow everything that no rule stops</source>
        <translation>Alles erlauben, was keine Regel aufhält</translation>
    </message>
    <message>
        <source>Remove every rule from the rule list</source>
        <translation>Alle Regeln aus der Regelliste entfernen</translation>
    </message>
    <message>
        <source>Go back to the saved rules</source>
        <translation>Zu den gespeicherten Regeln zurückkehren</translation>
    </message>
    <message>
        <source>Let %1 pass through</source>
        <translation>%1 durchlassen</translation>
    </message>
    <message>
        <source>Share this computer&apos;s address</source>
        <translation>Die Adresse dieses Rechners teilen</translation>
    </message>
    <message>
        <source>Send %1 on to the computer that offers it</source>
        <translation>%1 an den Rechner weiterleiten, der es anbietet</translation>
    </message>
    <message>
        <source>Pass packets on between networks</source>
        <translation>Pakete zwischen Netzen weiterleiten</translation>
    </message>
    <message>
        <source>Accept packets whose answer leaves another way</source>
        <translation>Pakete annehmen, deren Antwort einen anderen Weg nimmt</translation>
    </message>
    <message>
        <source>Make the connection table larger</source>
        <translation>Die Verbindungstabelle vergrößern</translation>
    </message>
    <message>
        <source>Give the connection table more buckets</source>
        <translation>Der Verbindungstabelle mehr Buckets geben</translation>
    </message>
    <message>
        <source>Forget quiet connections sooner</source>
        <translation>Stille Verbindungen früher vergessen</translation>
    </message>
    <message>
        <source>Assign the connection helper</source>
        <translation>Den Verbindungshelfer zuweisen</translation>
    </message>
    <message>
        <source>Take the sender off the list</source>
        <translation>Den Absender von der Liste nehmen</translation>
    </message>
    <message>
        <source>Let the firewall&apos;s own manager allow %1</source>
        <translation>%1 über das Verwaltungsprogramm der Firewall erlauben</translation>
    </message>
    <message>
        <source>Start the service</source>
        <translation>Den Dienst starten</translation>
    </message>
    <message>
        <source>Let the service listen on the right address</source>
        <translation>Den Dienst auf der richtigen Adresse lauschen lassen</translation>
    </message>
    <message>
        <source>Nothing to change here</source>
        <translation>Hier ist nichts zu ändern</translation>
    </message>
    <message>
        <source>Packets on the wire</source>
        <translation>Pakete auf der Leitung</translation>
    </message>
    <message>
        <source>%1 By itself it opens nothing yet: other rules stop it, too.</source>
        <comment>what a fix does</comment>
        <translation>%1 Für sich allein öffnet das noch nichts: Auch andere Regeln stehen im Weg.</translation>
    </message>
    <message>
        <source>%1 Of this port, calculated over all rules: %2</source>
        <comment>what a fix does</comment>
        <translation>%1 Für diesen Port, über alle Regeln berechnet: %2</translation>
    </message>
    <message>
        <source>%1 Calculated over all rules: %2</source>
        <comment>what a fix does</comment>
        <translation>%1 Über alle Regeln berechnet: %2</translation>
    </message>
</context>
<context>
    <name>Portlight::App::DifferenceView</name>
    <message>
        <source>Ru&amp;le list:</source>
        <translation>Regel&amp;liste:</translation>
    </message>
    <message>
        <source>Rule list that changes</source>
        <translation>Regelliste, die sich ändert</translation>
    </message>
    <message>
        <source>Rules before and after</source>
        <translation>Regeln vorher und nachher</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>%1 (%2, %3, %4)</source>
        <translation>%1 (%2, %3, %4)</translation>
    </message>
    <message numerus="yes">
        <source>… %n more that stay</source>
        <translation>
            <numerusform>… %n weitere, die bleibt</numerusform>
            <numerusform>… %n weitere, die bleiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>Added: %1</source>
        <translation>Hinzugefügt: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::DonePage</name>
    <message>
        <source>&amp;Keep Change</source>
        <translation>Änderung &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Undo Now</source>
        <translation>Jetzt &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>+60 &amp;Seconds</source>
        <translation>+60 &amp;Sekunden</translation>
    </message>
    <message>
        <source>Try A&amp;gain</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>The change is in force. The connection is tried again by itself.</source>
        <translation>Die Änderung ist in Kraft. Die Verbindung wird von selbst noch einmal ausprobiert.</translation>
    </message>
    <message>
        <source>Result of the new try</source>
        <translation>Ergebnis des neuen Versuchs</translation>
    </message>
    <message>
        <source>The trial</source>
        <translation>Der Versuch</translation>
    </message>
    <message>
        <source>Time left for the change</source>
        <translation>Verbleibende Zeit für die Änderung</translation>
    </message>
    <message>
        <source>Countdown</source>
        <translation>Countdown</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Summary text</source>
        <translation>Text der Zusammenfassung</translation>
    </message>
    <message>
        <source>&amp;Copy Summary</source>
        <translation>Zusammenfassung &amp;kopieren</translation>
    </message>
    <message>
        <source>Save Re&amp;port…</source>
        <translation>Be&amp;richt speichern…</translation>
    </message>
    <message numerus="yes">
        <source>Trying the change: %n second(s) left, then it is undone by itself.</source>
        <translation>
            <numerusform>Die Änderung wird ausprobiert: noch %n Sekunde, dann wird sie von selbst zurückgenommen.</numerusform>
            <numerusform>Die Änderung wird ausprobiert: noch %n Sekunden, dann wird sie von selbst zurückgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The change was undone. The rules are as before.</source>
        <translation>Die Änderung wurde zurückgenommen. Die Regeln sind wie zuvor.</translation>
    </message>
    <message>
        <source>The change failed. History tells why.</source>
        <translation>Die Änderung ist fehlgeschlagen. Der Verlauf zeigt, warum.</translation>
    </message>
    <message>
        <source>Trying the connection again…</source>
        <translation>Die Verbindung wird noch einmal ausprobiert…</translation>
    </message>
    <message>
        <source>Not tried again yet.</source>
        <translation>Noch nicht wieder ausprobiert.</translation>
    </message>
    <message>
        <source>It works now.</source>
        <translation>Jetzt funktioniert es.</translation>
    </message>
    <message>
        <source>It still fails.</source>
        <translation>Es scheitert noch immer.</translation>
    </message>
    <message>
        <source>It should work now.</source>
        <translation>Jetzt sollte es funktionieren.</translation>
    </message>
    <message>
        <source>This is calculated from the rules. Try it from the other computer now.</source>
        <translation>Das ist aus den Regeln berechnet. Jetzt vom anderen Computer aus ausprobieren.</translation>
    </message>
    <message>
        <source>The counter of the new rule went up: the packet took it.</source>
        <translation>Der Zähler der neuen Regel ist gestiegen: Das Paket hat diesen Weg genommen.</translation>
    </message>
    <message>
        <source>&amp;Make Permanent…</source>
        <translation>&amp;Dauerhaft machen…</translation>
    </message>
    <message>
        <source>The change is kept. It lasts until restart, unless it is made permanent.</source>
        <translation>Die Änderung wird behalten. Sie gilt bis zum Neustart, wenn sie nicht dauerhaft gemacht wird.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ErrorWords</name>
    <message>
        <source>Line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>This can&apos;t be done as it was asked.</source>
        <translation>So, wie es verlangt wurde, geht das nicht.</translation>
    </message>
    <message>
        <source>A value is missing, out of range or contradicts another one.</source>
        <translation>Ein Wert fehlt, liegt außerhalb des Bereichs oder widerspricht einem anderen.</translation>
    </message>
    <message>
        <source>Check the values and try again.</source>
        <translation>Die Werte prüfen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The rules could not be understood.</source>
        <translation>Die Regeln waren nicht zu verstehen.</translation>
    </message>
    <message>
        <source>A line is not written the way iptables-save writes it.</source>
        <translation>Eine Zeile ist nicht so geschrieben, wie iptables-save sie schreibt.</translation>
    </message>
    <message>
        <source>Correct that line and try again.</source>
        <translation>Diese Zeile berichtigen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>What was asked for is not there.</source>
        <translation>Das Verlangte ist nicht da.</translation>
    </message>
    <message>
        <source>The rule list, rule, change or file does not exist, or not any more.</source>
        <translation>Die Regelliste, Regel, Änderung oder Datei gibt es nicht oder nicht mehr.</translation>
    </message>
    <message>
        <source>Refresh, and check the name.</source>
        <translation>Neu laden und den Namen prüfen.</translation>
    </message>
    <message>
        <source>Another change is in the way.</source>
        <translation>Eine andere Änderung ist im Weg.</translation>
    </message>
    <message>
        <source>It exists already, or it was ended before.</source>
        <translation>Es gibt sie schon, oder sie wurde bereits beendet.</translation>
    </message>
    <message>
        <source>Look at the list of changes, and end the other one first.</source>
        <translation>Die Liste der Änderungen ansehen und zuerst die andere beenden.</translation>
    </message>
    <message>
        <source>Nothing was changed, because the rules are no longer what they were.</source>
        <translation>Es wurde nichts geändert, weil die Regeln nicht mehr sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Another program changed the firewall in the meantime.</source>
        <translation>Ein anderes Programm hat die Firewall inzwischen geändert.</translation>
    </message>
    <message>
        <source>Check again and repeat the change.</source>
        <translation>Noch einmal prüfen und die Änderung wiederholen.</translation>
    </message>
    <message>
        <source>Nothing was changed, because it would cut a connection in use.</source>
        <translation>Es wurde nichts geändert, weil das eine benutzte Verbindung trennen würde.</translation>
    </message>
    <message>
        <source>A remote login or a similar connection depends on these rules.</source>
        <translation>Eine Fernanmeldung oder eine ähnliche Verbindung hängt von diesen Regeln ab.</translation>
    </message>
    <message>
        <source>Choose a smaller change, or work at the computer itself.</source>
        <translation>Eine kleinere Änderung wählen oder direkt am Computer arbeiten.</translation>
    </message>
    <message>
        <source>This system can&apos;t do that.</source>
        <translation>Dieses System kann das nicht.</translation>
    </message>
    <message>
        <source>The kernel, a tool or this version of Portlight lacks what it needs.</source>
        <translation>Dem Kernel, einem Werkzeug oder dieser Version von Portlight fehlt etwas Nötiges.</translation>
    </message>
    <message>
        <source>Look at the details for what is missing.</source>
        <translation>Die Einzelheiten zeigen, was fehlt.</translation>
    </message>
    <message>
        <source>The firewall is busy.</source>
        <translation>Die Firewall ist beschäftigt.</translation>
    </message>
    <message>
        <source>Another program is changing the rules right now.</source>
        <translation>Ein anderes Programm ändert gerade die Regeln.</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Einen Moment warten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This is more than Portlight takes at once.</source>
        <translation>Das ist mehr, als Portlight auf einmal annimmt.</translation>
    </message>
    <message>
        <source>A text, a list or a number is larger than its limit.</source>
        <translation>Ein Text, eine Liste oder eine Zahl ist größer als ihre Grenze.</translation>
    </message>
    <message>
        <source>Use a smaller one.</source>
        <translation>Etwas Kleineres verwenden.</translation>
    </message>
    <message>
        <source>Permission was not given.</source>
        <translation>Die Erlaubnis wurde nicht erteilt.</translation>
    </message>
    <message>
        <source>Reading and changing firewall rules needs an administrator.</source>
        <translation>Das Lesen und Ändern der Firewall-Regeln ist Administratoren vorbehalten.</translation>
    </message>
    <message>
        <source>Try again and enter an administrator&apos;s password.</source>
        <translation>Noch einmal versuchen und ein Administrator-Passwort eingeben.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>It was stopped before it was done.</source>
        <translation>Es wurde angehalten, bevor es fertig war.</translation>
    </message>
    <message>
        <source>Start again to continue.</source>
        <translation>Zum Fortsetzen neu starten.</translation>
    </message>
    <message>
        <source>Portlight&apos;s helper can&apos;t be reached.</source>
        <translation>Der Helfer von Portlight ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>It is not installed, did not start, or went away.</source>
        <translation>Er ist nicht installiert, nicht gestartet oder nicht mehr da.</translation>
    </message>
    <message>
        <source>Install Portlight completely, or run “portlightctl --direct” as root.</source>
        <translation>Portlight vollständig installieren oder „portlightctl --direct“ als root ausführen.</translation>
    </message>
    <message>
        <source>The kernel refused it.</source>
        <translation>Der Kernel hat es abgelehnt.</translation>
    </message>
    <message>
        <source>It did not accept a rule or a value. Nothing of it is left.</source>
        <translation>Er hat eine Regel oder einen Wert nicht angenommen. Davon ist nichts übrig geblieben.</translation>
    </message>
    <message>
        <source>Look at the details for the kernel&apos;s own words.</source>
        <translation>Die Einzelheiten zeigen die Meldung des Kernels im Wortlaut.</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>Es kam nicht rechtzeitig eine Antwort.</translation>
    </message>
    <message>
        <source>The helper or a tool took too long.</source>
        <translation>Der Helfer oder ein Werkzeug hat zu lange gebraucht.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Portlight made a mistake.</source>
        <translation>Portlight hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>This is a bug in Portlight, not in the firewall.</source>
        <translation>Das ist ein Fehler in Portlight, nicht in der Firewall.</translation>
    </message>
    <message>
        <source>Report it together with the details.</source>
        <translation>Bitte zusammen mit den Einzelheiten melden.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FactArguments</name>
    <message>
        <source>The “otherwise” (policy) of %1 (%2)</source>
        <comment>begins a sentence</comment>
        <translation>Das „Sonst“ (Grundregel) von %1 (%2)</translation>
    </message>
    <message>
        <source>Rule %1 in %2 (%3)</source>
        <comment>begins a sentence</comment>
        <translation>Regel %1 in %2 (%3)</translation>
    </message>
    <message>
        <source>the “otherwise” (policy) of %1 (%2)</source>
        <comment>inside a sentence</comment>
        <translation>das „Sonst“ (Grundregel) von %1 (%2)</translation>
    </message>
    <message>
        <source>rule %1 in %2 (%3)</source>
        <comment>inside a sentence</comment>
        <translation>Regel %1 in %2 (%3)</translation>
    </message>
    <message>
        <source>The “otherwise” (policy) of %1</source>
        <comment>begins a sentence</comment>
        <translation>Das „Sonst“ (Grundregel) von %1</translation>
    </message>
    <message>
        <source>Rule %1 in %2</source>
        <comment>begins a sentence</comment>
        <translation>Regel %1 in %2</translation>
    </message>
    <message>
        <source>the “otherwise” (policy) of %1</source>
        <comment>inside a sentence</comment>
        <translation>das „Sonst“ (Grundregel) von %1</translation>
    </message>
    <message>
        <source>rule %1 in %2</source>
        <comment>inside a sentence</comment>
        <translation>Regel %1 in %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>let through</source>
        <translation>durchgelassen</translation>
    </message>
    <message>
        <source>dropped silently</source>
        <translation>stumm verworfen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>it connected</source>
        <translation>die Verbindung kam zustande</translation>
    </message>
    <message>
        <source>it was refused by a TCP reset</source>
        <translation>die Verbindung wurde mit einem TCP-Reset abgelehnt</translation>
    </message>
    <message>
        <source>it was refused by an ICMP error</source>
        <translation>die Verbindung wurde mit einem ICMP-Fehler abgelehnt</translation>
    </message>
    <message>
        <source>no answer came</source>
        <translation>es kam keine Antwort</translation>
    </message>
    <message>
        <source>it could not be sent</source>
        <translation>es ließ sich nicht senden</translation>
    </message>
    <message>
        <source>there is no route</source>
        <translation>es gibt keine Route</translation>
    </message>
    <message>
        <source>the route says “unreachable”</source>
        <translation>die Route sagt „unreachable“</translation>
    </message>
    <message>
        <source>the route says “blackhole”: packets vanish</source>
        <translation>die Route sagt „blackhole“: Pakete verschwinden</translation>
    </message>
    <message>
        <source>the route says “prohibit”</source>
        <translation>die Route sagt „prohibit“</translation>
    </message>
    <message>
        <source>drops silently (DROP)</source>
        <translation>verwirft stumm (DROP)</translation>
    </message>
    <message>
        <source>refuses (REJECT)</source>
        <translation>lehnt ab (REJECT)</translation>
    </message>
    <message>
        <source>stops (%1)</source>
        <translation>hält auf (%1)</translation>
    </message>
    <message>
        <source>new connections dropped by a full table (drop)</source>
        <translation>neue Verbindungen, verworfen wegen voller Tabelle (drop)</translation>
    </message>
    <message>
        <source>connections thrown out to make room (early_drop)</source>
        <translation>Verbindungen, hinausgeworfen, um Platz zu schaffen (early_drop)</translation>
    </message>
    <message>
        <source>connections refused by a bucket that is too full (chaintoolong)</source>
        <translation>Verbindungen, abgelehnt von einem zu vollen Bucket (chaintoolong)</translation>
    </message>
    <message>
        <source>connections that could not be added (insert_failed)</source>
        <translation>Verbindungen, die nicht eingetragen werden konnten (insert_failed)</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>it was answered</source>
        <translation>kam eine Antwort</translation>
    </message>
    <message>
        <source>it was passed on</source>
        <translation>wurde weitergeleitet</translation>
    </message>
    <message>
        <source>it was refused</source>
        <translation>wurde abgelehnt</translation>
    </message>
    <message>
        <source>no answer left</source>
        <translation>ging keine Antwort hinaus</translation>
    </message>
    <message>
        <source>nothing left this computer</source>
        <translation>verließ nichts diesen Computer</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FactChecks</name>
    <message>
        <source>A program</source>
        <translation>Ein Programm</translation>
    </message>
    <message>
        <source>Connected in %1.</source>
        <translation>Verbunden in %1.</translation>
    </message>
    <message>
        <source>Refused after %1 by a TCP reset.</source>
        <translation>Nach %1 durch einen TCP-Reset abgelehnt.</translation>
    </message>
    <message>
        <source>Refused after %3: %1 sent %2.</source>
        <translation>Nach %3 abgelehnt: %1 schickte %2.</translation>
    </message>
    <message>
        <source>somebody on the way</source>
        <translation>jemand unterwegs</translation>
    </message>
    <message>
        <source>No answer in %1.</source>
        <translation>Keine Antwort in %1.</translation>
    </message>
    <message>
        <source>It could not be sent: %1.</source>
        <translation>Es ließ sich nicht senden: %1.</translation>
    </message>
    <message>
        <source>No test connection was made.</source>
        <translation>Es wurde keine Testverbindung aufgebaut.</translation>
    </message>
    <message>
        <source>%1 lets it in.</source>
        <translation>%1 lässt es herein.</translation>
    </message>
    <message>
        <source>There are no rules that could stop it.</source>
        <translation>Es gibt keine Regeln, die es aufhalten könnten.</translation>
    </message>
    <message>
        <source>%1 %2 it.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>%1 depends on something that can&apos;t be told: %2</source>
        <translation>%1 hängt von etwas ab, das nicht feststellbar ist: %2</translation>
    </message>
    <message>
        <source>The rules of iptables-%1 could not be read%2.</source>
        <translation>Die Regeln von iptables-%1 konnten nicht gelesen werden%2.</translation>
    </message>
    <message>
        <source>The rules were not read.</source>
        <translation>Die Regeln wurden nicht gelesen.</translation>
    </message>
    <message>
        <source>All rules are in one place (iptables-%1).</source>
        <translation>Alle Regeln sind an einer Stelle (iptables-%1).</translation>
    </message>
    <message>
        <source>Both iptables-legacy and iptables-nft hold rules; a packet must pass both.</source>
        <translation>Sowohl iptables-legacy als auch iptables-nft enthalten Regeln; ein Paket muss durch beide.</translation>
    </message>
    <message>
        <source>There are no iptables rules at all.</source>
        <translation>Es gibt überhaupt keine iptables-Regeln.</translation>
    </message>
    <message>
        <source>iptables-%1 could not be read, so there may be more rules.</source>
        <translation>iptables-%1 konnte nicht gelesen werden, es gibt also vielleicht weitere Regeln.</translation>
    </message>
    <message>
        <source>There are no nftables tables beside iptables.</source>
        <translation>Neben iptables gibt es keine nftables-Tabellen.</translation>
    </message>
    <message>
        <source>The test connection passed the tables of nftables: %1.</source>
        <translation>Die Testverbindung kam durch die Tabellen von nftables: %1.</translation>
    </message>
    <message>
        <source>%1 listens on %2 (%3).</source>
        <translation>%1 lauscht auf %2 (%3).</translation>
    </message>
    <message>
        <source>No program listens on %1.</source>
        <translation>Kein Programm lauscht auf %1.</translation>
    </message>
    <message>
        <source>%1 listens on %2 only, not on %3.</source>
        <translation>%1 lauscht nur auf %2, nicht auf %3.</translation>
    </message>
    <message>
        <source>the address asked for</source>
        <translation>der gefragten Adresse</translation>
    </message>
    <message>
        <source>The list of listening programs could not be read.</source>
        <translation>Die Liste der lauschenden Programme konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Not needed: no service of this computer is asked for.</source>
        <translation>Nicht nötig: Es geht nicht um einen Dienst dieses Computers.</translation>
    </message>
    <message>
        <source>%1 answered that nothing listens there.</source>
        <translation>%1 antwortete, dass dort nichts lauscht.</translation>
    </message>
    <message>
        <source>The network device %1 is up.</source>
        <translation>Das Netzwerkgerät %1 ist eingeschaltet.</translation>
    </message>
    <message>
        <source>The network device %1 is switched off.</source>
        <translation>Das Netzwerkgerät %1 ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>There is no network device %1.</source>
        <translation>Es gibt kein Netzwerkgerät %1.</translation>
    </message>
    <message>
        <source>It is not known which network device is used.</source>
        <translation>Es ist nicht bekannt, welches Netzwerkgerät benutzt wird.</translation>
    </message>
    <message>
        <source>Directly over %1.</source>
        <translation>Direkt über %1.</translation>
    </message>
    <message>
        <source>Over %1, by way of %2.</source>
        <translation>Über %1, auf dem Weg über %2.</translation>
    </message>
    <message>
        <source>The destination is this computer.</source>
        <translation>Das Ziel ist dieser Computer.</translation>
    </message>
    <message>
        <source>%1 is not an address of this computer.</source>
        <translation>%1 ist keine Adresse dieses Computers.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>The route could not be read.</source>
        <translation>Die Route konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This computer passes packets on (%1).</source>
        <translation>Dieser Computer leitet Pakete weiter (%1).</translation>
    </message>
    <message>
        <source>This computer does not pass packets on (%1 is 0).</source>
        <translation>Dieser Computer leitet keine Pakete weiter (%1 ist 0).</translation>
    </message>
    <message>
        <source>The setting %1 could not be read.</source>
        <translation>Die Einstellung %1 konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Not needed: nothing is passed on.</source>
        <translation>Nicht nötig: Es wird nichts weitergeleitet.</translation>
    </message>
    <message>
        <source>%1 changes the sender&apos;s address to %2.</source>
        <translation>%1 ändert die Absenderadresse in %2.</translation>
    </message>
    <message>
        <source>this computer&apos;s own</source>
        <translation>die eigene dieses Computers</translation>
    </message>
    <message>
        <source>%1 sends it on to %2.</source>
        <translation>%1 leitet es weiter an %2.</translation>
    </message>
    <message>
        <source>No address is translated, and none has to be.</source>
        <translation>Es wird keine Adresse umgesetzt, und das ist auch nicht nötig.</translation>
    </message>
    <message>
        <source>The private address %1 leaves on %2 untranslated.</source>
        <translation>Die private Adresse %1 geht ohne Adressumsetzung über %2 hinaus.</translation>
    </message>
    <message>
        <source>%1 sends it on to %2, where nothing answers.</source>
        <translation>%1 leitet es weiter an %2, wo nichts antwortet.</translation>
    </message>
    <message>
        <source>It can&apos;t be told whether addresses are translated.</source>
        <translation>Es ist nicht feststellbar, ob Adressen umgesetzt werden.</translation>
    </message>
    <message>
        <source>The answer gets out.</source>
        <translation>Die Antwort kommt hinaus.</translation>
    </message>
    <message>
        <source>%1 %2 the answer.</source>
        <translation>Die Antwort kommt nicht hinaus: %1 %2.</translation>
    </message>
    <message>
        <source>It can&apos;t be told whether the answer gets out.</source>
        <translation>Es ist nicht feststellbar, ob die Antwort hinauskommt.</translation>
    </message>
    <message>
        <source>There is no answer as long as the request is stopped.</source>
        <translation>Es gibt keine Antwort, solange die Anfrage aufgehalten wird.</translation>
    </message>
    <message>
        <source>%1 of %2 places are used (%3 %).</source>
        <translation>%1 von %2 Plätzen sind belegt (%3 %).</translation>
    </message>
    <message>
        <source>%1 places are used, without a limit.</source>
        <translation>%1 Plätze sind belegt, ohne Grenze.</translation>
    </message>
    <message>
        <source>Not in use: no rule needs it.</source>
        <translation>Nicht in Gebrauch: Keine Regel braucht sie.</translation>
    </message>
    <message>
        <source>No entries (of %1); perhaps nothing is tracked.</source>
        <translation>Keine Einträge (von %1); vielleicht wird nichts verfolgt.</translation>
    </message>
    <message>
        <source>Filling up: %1 of %2 places are used (%3 %).</source>
        <translation>Füllt sich: %1 von %2 Plätzen sind belegt (%3 %).</translation>
    </message>
    <message>
        <source>Full: %1 of %2 places are used (%3 %).</source>
        <translation>Voll: %1 von %2 Plätzen sind belegt (%3 %).</translation>
    </message>
    <message>
        <source>During the test connection, %1: %2.</source>
        <translation>Während der Testverbindung, %1: %2.</translation>
    </message>
    <message>
        <source>The connection table could not be read.</source>
        <translation>Die Verbindungstabelle konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>No other program manages the rules.</source>
        <translation>Kein anderes Programm verwaltet die Regeln.</translation>
    </message>
    <message>
        <source>These programs manage rules, too: %1.</source>
        <translation>Auch diese Programme verwalten Regeln: %1.</translation>
    </message>
    <message>
        <source>The kernel log is not read by this version.</source>
        <translation>Das Kernel-Protokoll wird von dieser Version nicht gelesen.</translation>
    </message>
    <message>
        <source>Tables of nftables that were not calculated: %1.</source>
        <translation>Tabellen von nftables, die nicht berechnet wurden: %1.</translation>
    </message>
    <message>
        <source>The tables of nftables don&apos;t block it: %1.</source>
        <translation>Die Tabellen von nftables sperren es nicht: %1.</translation>
    </message>
    <message>
        <source>The table %1 of nftables blocks it.</source>
        <translation>Die Tabelle %1 von nftables sperrt es.</translation>
    </message>
    <message>
        <source>An answer left on %1%2.</source>
        <translation>Eine Antwort ging auf %1%2 hinaus.</translation>
    </message>
    <message>
        <source>An answer came back on %1%2.</source>
        <translation>Eine Antwort kam auf %1%2 zurück.</translation>
    </message>
    <message>
        <source>A refusal of %2 left on %1.</source>
        <translation>Eine Ablehnung von %2 ging auf %1 hinaus.</translation>
    </message>
    <message>
        <source>A refusal of %2 came back on %1.</source>
        <translation>Eine Ablehnung von %2 kam auf %1 zurück.</translation>
    </message>
    <message>
        <source>Requests were seen on %2 (%1), and no answer in %3 s.</source>
        <translation>Auf %2 waren Anfragen zu sehen (%1), aber keine Antwort in %3 s.</translation>
    </message>
    <message>
        <source>No request came in during %1 s.</source>
        <translation>In %1 s kam keine Anfrage an.</translation>
    </message>
    <message>
        <source>No request left during %1 s.</source>
        <translation>In %1 s ging keine Anfrage hinaus.</translation>
    </message>
    <message>
        <source>Packets could not be watched.</source>
        <translation>Pakete konnten nicht beobachtet werden.</translation>
    </message>
    <message>
        <source>Packets could not be watched: %1</source>
        <translation>Pakete konnten nicht beobachtet werden: %1</translation>
    </message>
    <message>
        <source>No packets were watched.</source>
        <translation>Es wurden keine Pakete beobachtet.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FactEffects</name>
    <message>
        <source>anyone</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>Lets %1 allow %2, in its own way, from anyone.</source>
        <translation>Lässt %1 auf seine eigene Weise %2 erlauben, von überall.</translation>
    </message>
    <message>
        <source>Lets %1 allow %2, in its own way, from %3.</source>
        <translation>Lässt %1 auf seine eigene Weise %2 erlauben, von %3.</translation>
    </message>
    <message>
        <source>Allows %1 from %2 by a new rule %3 in %4; nothing else.</source>
        <translation>Erlaubt %1 von %2 durch eine neue Regel %3 in %4; sonst nichts.</translation>
    </message>
    <message>
        <source>Lets %1 from %2 pass from %3 to %4 by a new rule %5 in %6; nothing else.</source>
        <translation>Lässt %1 von %2 durch, von %3 zu %4, durch eine neue Regel %5 in %6; sonst nichts.</translation>
    </message>
    <message>
        <source>any network device</source>
        <translation>jedem Netzwerkgerät</translation>
    </message>
    <message>
        <source>Lets this computer reach %1 on %2 by a new rule in %3; nothing else.</source>
        <translation>Lässt diesen Computer %1 erreichen (%2), durch eine neue Regel in %3; sonst nichts.</translation>
    </message>
    <message>
        <source>any address</source>
        <translation>beliebige Adresse</translation>
    </message>
    <message>
        <source>Lets the answers of %1 out by a new rule %2 in %3; nothing else.</source>
        <translation>Lässt die Antworten von %1 hinaus durch eine neue Regel %2 in %3; sonst nichts.</translation>
    </message>
    <message>
        <source>Removes %1 (%2); this opens only what was asked for.</source>
        <translation>Entfernt %1 (%2); das öffnet nur, was verlangt wurde.</translation>
    </message>
    <message>
        <source>Removes %1 (%2); this opens more than what was asked for.</source>
        <translation>Entfernt %1 (%2); das öffnet mehr, als verlangt wurde.</translation>
    </message>
    <message>
        <source>Turns %1 into a rule that allows %2.</source>
        <translation>Macht aus %1 eine Regel, die %2 erlaubt.</translation>
    </message>
    <message>
        <source>Allows everything over %2 that no rule in %1 stops.</source>
        <translation>Erlaubt alles über %2, was keine Regel in %1 aufhält.</translation>
    </message>
    <message>
        <source>Makes this computer pass %1 packets on between its networks (%2).</source>
        <translation>Lässt diesen Computer %1-Pakete zwischen seinen Netzen weiterleiten (%2).</translation>
    </message>
    <message>
        <source>Shares this computer&apos;s address on %2 with %1; opens nothing inwards.</source>
        <translation>Teilt die Adresse dieses Computers auf %2 mit %1; öffnet nichts nach innen.</translation>
    </message>
    <message>
        <source>Makes room for %2 instead of %1 connections; %3 MiB of memory when full.</source>
        <translation>Macht Platz für %2 statt %1 Verbindungen; %3 MiB Speicher, wenn voll.</translation>
    </message>
    <message>
        <source>Start the program that offers %1 on this computer.</source>
        <translation>Auf diesem Computer das Programm starten, das %1 anbietet.</translation>
    </message>
    <message>
        <source>Make %1 listen on %3, port %4, instead of %2, in its own settings.</source>
        <translation>%1 in den eigenen Einstellungen auf %3, Port %4, lauschen lassen statt auf %2.</translation>
    </message>
    <message>
        <source>the service</source>
        <translation>den Dienst</translation>
    </message>
    <message>
        <source>every address</source>
        <translation>jeder Adresse</translation>
    </message>
    <message>
        <source>Start the program that offers %1 on %2; nothing has to change here.</source>
        <translation>Auf %2 das Programm starten, das %1 anbietet; hier ist nichts zu ändern.</translation>
    </message>
    <message>
        <source>Add or repair the route to %1.</source>
        <translation>Die Route zu %1 hinzufügen oder reparieren.</translation>
    </message>
    <message>
        <source>Correct where %1 sends it: now %2.</source>
        <translation>Berichtigen, wohin %1 es schickt: derzeit %2.</translation>
    </message>
    <message>
        <source>Ask the administrator of %1, which refused it.</source>
        <translation>Die Verwaltung von %1 fragen, wo es abgelehnt wurde.</translation>
    </message>
    <message>
        <source>Wait a while, or raise the limit of %1: %2</source>
        <translation>Eine Weile warten oder die Grenze anheben, %1: %2</translation>
    </message>
    <message>
        <source>Find out why its packets count as %2 at %1.</source>
        <translation>Herausfinden, warum die Pakete als %2 gelten (%1).</translation>
    </message>
    <message>
        <source>No single change makes it work; look at %1 first.</source>
        <translation>Keine einzelne Änderung genügt; zuerst ansehen: %1.</translation>
    </message>
    <message>
        <source>Look at the way between and at the other side (%1).</source>
        <translation>Den Weg dazwischen und die Gegenseite ansehen (%1).</translation>
    </message>
    <message>
        <source>Use the program these tables belong to: %1.</source>
        <translation>Das Programm verwenden, dem diese Tabellen gehören: %1.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FactEvidence</name>
    <message>
        <source>%1 of %2, %3, %4 it: %5</source>
        <translation>%1 von %2, %3, %4: %5</translation>
    </message>
    <message>
        <source>No rule of %1 (%2, %3, %4) applies; what is left over is allowed (%5).</source>
        <translation>Keine Regel von %1 (%2, %3, %4) trifft zu; was übrig bleibt, wird erlaubt (%5).</translation>
    </message>
    <message>
        <source>No rule of %1 (%2, %3, %4) applies; what is left over is dropped (%5).</source>
        <translation>Keine Regel von %1 (%2, %3, %4) trifft zu; was übrig bleibt, wird verworfen (%5).</translation>
    </message>
    <message>
        <source>Followed through all rules, none of them stops the request.</source>
        <translation>Durch alle Regeln verfolgt: Keine davon hält die Anfrage auf.</translation>
    </message>
    <message>
        <source>%1 would allow it, but is never reached: %2</source>
        <translation>%1 würde es erlauben, wird aber nie erreicht: %2</translation>
    </message>
    <message>
        <source>The counter of %1 rose during the test connection.</source>
        <translation>Während der Testverbindung stieg dieser Zähler: %1.</translation>
    </message>
    <message>
        <source>The counter of %1 did not rise during the test connection.</source>
        <translation>Während der Testverbindung stieg dieser Zähler nicht: %1.</translation>
    </message>
    <message>
        <source>A test connection to %1 worked, in %2.</source>
        <translation>Eine Testverbindung zu %1 gelang, in %2.</translation>
    </message>
    <message>
        <source>A test connection to %1 was refused after %2 by a TCP reset.</source>
        <translation>Eine Testverbindung zu %1 wurde nach %2 durch einen TCP-Reset abgelehnt.</translation>
    </message>
    <message>
        <source>A test connection was refused after %3: %1 sent %2.</source>
        <translation>Eine Testverbindung wurde nach %3 abgelehnt: %1 schickte %2.</translation>
    </message>
    <message>
        <source>somebody on the way</source>
        <translation>jemand unterwegs</translation>
    </message>
    <message>
        <source>A test connection to %1 got no answer at all in %2.</source>
        <translation>Eine Testverbindung zu %1 bekam in %2 überhaupt keine Antwort.</translation>
    </message>
    <message>
        <source>A test connection to %1 could not be sent: %2.</source>
        <translation>Eine Testverbindung zu %1 ließ sich nicht senden: %2.</translation>
    </message>
    <message>
        <source>The test connection was made from: %1.</source>
        <translation>Die Testverbindung ging aus von: %1.</translation>
    </message>
    <message>
        <source>With the inner address %1 as sender, no answer comes back from %2.</source>
        <translation>Mit der inneren Adresse %1 als Absender kommt keine Antwort von %2 zurück.</translation>
    </message>
    <message>
        <source>With the inner address %1 as sender, %2 answers, too.</source>
        <translation>Mit der inneren Adresse %1 als Absender antwortet %2 auch.</translation>
    </message>
    <message>
        <source>Calculated and seen differ. The rules say: %1. The test says: %2.</source>
        <translation>Berechnetes und Gesehenes unterscheiden sich. Die Regeln sagen: %1. Der Test sagt: %2.</translation>
    </message>
    <message>
        <source>%1 depends on something that can&apos;t be told (%2); otherwise: %3.</source>
        <translation>%1 hängt von etwas ab, das nicht feststellbar ist (%2); sonst: %3.</translation>
    </message>
    <message>
        <source>The rules of iptables-%1 could not be read%2.</source>
        <translation>Die Regeln von iptables-%1 konnten nicht gelesen werden%2.</translation>
    </message>
    <message>
        <source>There are nftables tables beside iptables, not calculated here: %1.</source>
        <translation>Neben iptables gibt es nftables-Tabellen, die hier nicht berechnet werden: %1.</translation>
    </message>
    <message>
        <source>Asked about anyone; calculated with %1 as an example.</source>
        <translation>Gefragt war nach beliebigen Absendern; berechnet mit %1 als Beispiel.</translation>
    </message>
    <message>
        <source>%1 (process %4) listens on %2, %3.</source>
        <translation>%1 (Prozess %4) lauscht auf %2, %3.</translation>
    </message>
    <message>
        <source>A program</source>
        <translation>Ein Programm</translation>
    </message>
    <message>
        <source>No program in the list of listening programs uses %1.</source>
        <translation>Kein Programm in der Liste der lauschenden Programme benutzt %1.</translation>
    </message>
    <message>
        <source>%1 listens on the network device %2 only.</source>
        <translation>%1 lauscht nur auf dem Netzwerkgerät %2.</translation>
    </message>
    <message>
        <source>The service</source>
        <translation>Der Dienst</translation>
    </message>
    <message>
        <source>The list of listening programs could not be read.</source>
        <translation>Die Liste der lauschenden Programme konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The kernel setting %1 is %2.</source>
        <translation>Die Kernel-Einstellung %1 ist %2.</translation>
    </message>
    <message>
        <source>Route (%1): leaves on %2.</source>
        <translation>Route (%1): geht über %2 hinaus.</translation>
    </message>
    <message>
        <source>Route (%1): leaves on %2 by way of %3.</source>
        <translation>Route (%1): geht über %2 hinaus, auf dem Weg über %3.</translation>
    </message>
    <message>
        <source>No rule changes the sender&apos;s address of %1 on %2 (SNAT, MASQUERADE).</source>
        <translation>Keine Regel ändert die Absenderadresse von %1 auf %2 (SNAT, MASQUERADE).</translation>
    </message>
    <message>
        <source>%1 is a private address; others have no way back to it.</source>
        <translation>%1 ist eine private Adresse; andere haben keinen Weg dorthin zurück.</translation>
    </message>
    <message>
        <source>%1 changes the destination to %2: %3</source>
        <translation>%1 ändert das Ziel in %2: %3</translation>
    </message>
    <message>
        <source>The connection table holds %1 of %2 entries (%3 %).</source>
        <translation>Die Verbindungstabelle enthält %1 von %2 Einträgen (%3 %).</translation>
    </message>
    <message>
        <source>During the test connection the kernel counted %1: %2 → %3.</source>
        <translation>Während der Testverbindung zählte der Kernel %1: %2 → %3.</translation>
    </message>
    <message>
        <source>Since the start of this computer the kernel counted %1: %2.</source>
        <translation>Seit dem Start dieses Computers zählte der Kernel %1: %2.</translation>
    </message>
    <message>
        <source>These rules belong to %1.</source>
        <translation>Diese Regeln gehören zu %1.</translation>
    </message>
    <message>
        <source>The rule asks for: %1</source>
        <translation>Die Regel verlangt: %1</translation>
    </message>
    <message>
        <source>Seen on %2: requests came in from %3 (%1).</source>
        <translation>Auf %2 gesehen: Anfragen kamen von %3 an (%1).</translation>
    </message>
    <message>
        <source>Seen on %2: requests left this computer (%1).</source>
        <translation>Auf %2 gesehen: Anfragen verließen diesen Computer (%1).</translation>
    </message>
    <message>
        <source>No request came in during %1 s of watching.</source>
        <translation>Während %1 s Beobachtung kam keine Anfrage an.</translation>
    </message>
    <message>
        <source>No request left this computer during %1 s of watching.</source>
        <translation>Während %1 s Beobachtung verließ keine Anfrage diesen Computer.</translation>
    </message>
    <message>
        <source>Seen on %2: requests were passed on, with the sender %3 (%1).</source>
        <translation>Auf %2 gesehen: Anfragen wurden weitergeleitet, mit dem Absender %3 (%1).</translation>
    </message>
    <message>
        <source>The requests came in and did not leave again.</source>
        <translation>Die Anfragen kamen an und gingen nicht wieder hinaus.</translation>
    </message>
    <message>
        <source>Seen on %1: an answer of %2 left%3.</source>
        <translation>Auf %1 gesehen: Eine Antwort von %2 ging%3 hinaus.</translation>
    </message>
    <message>
        <source>Seen on %1: an answer of %2 came back%3.</source>
        <translation>Auf %1 gesehen: Eine Antwort von %2 kam%3 zurück.</translation>
    </message>
    <message>
        <source>Seen on %1: a TCP reset of %2 left%3.</source>
        <translation>Auf %1 gesehen: Ein TCP-Reset von %2 ging%3 hinaus.</translation>
    </message>
    <message>
        <source>Seen on %1: a TCP reset of %2 came back%3.</source>
        <translation>Auf %1 gesehen: Ein TCP-Reset von %2 kam%3 zurück.</translation>
    </message>
    <message>
        <source>Seen on %1: %2 sent %3, which left%4.</source>
        <translation>Auf %1 gesehen: %2 sandte %3; das ging%4 hinaus.</translation>
    </message>
    <message>
        <source>Seen on %1: %2 sent %3, which came back%4.</source>
        <translation>Auf %1 gesehen: %2 sandte %3; das kam%4 zurück.</translation>
    </message>
    <message>
        <source>Nothing left this computer in answer.</source>
        <translation>Als Antwort verließ nichts diesen Computer.</translation>
    </message>
    <message>
        <source>Nothing came back in answer.</source>
        <translation>Als Antwort kam nichts zurück.</translation>
    </message>
    <message>
        <source>Reasons the kernel gave for packets it dropped meanwhile, on the whole computer: %1.</source>
        <translation>Gründe, die der Kernel für währenddessen verworfene Pakete nannte, auf dem ganzen Computer: %1.</translation>
    </message>
    <message>
        <source>Calculated and seen differ: the rules say “%1”, but on the wire %2.</source>
        <translation>Berechnetes und Gesehenes unterscheiden sich: Die Regeln sagen „%1“, aber auf der Leitung %2.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FactSummaries</name>
    <message>
        <source>Nothing on this computer stops outgoing connections to %1.</source>
        <translation>Nichts auf diesem Computer hält ausgehende Verbindungen zu %1 auf.</translation>
    </message>
    <message>
        <source>Nothing on this computer stops %1 on its way through.</source>
        <translation>Nichts auf diesem Computer hält %1 auf dem Weg hindurch auf.</translation>
    </message>
    <message>
        <source>Nothing on this computer blocks %1.</source>
        <translation>Nichts auf diesem Computer blockiert %1.</translation>
    </message>
    <message>
        <source>It works over %1, but not over %2.</source>
        <translation>Es funktioniert über %1, aber nicht über %2.</translation>
    </message>
    <message>
        <source>%1 drops %2 silently.</source>
        <translation>%1 verwirft %2 stumm.</translation>
    </message>
    <message>
        <source>%1 refuses %2.</source>
        <translation>%1 lehnt %2 ab.</translation>
    </message>
    <message>
        <source>%1 refuses %2 (%3).</source>
        <translation>%1 lehnt %2 ab (%3).</translation>
    </message>
    <message>
        <source>No rule allows %3, and what no rule allows is dropped by %1 (%2, policy).</source>
        <translation>Keine Regel erlaubt %3, und was keine Regel erlaubt, verwirft %1 (%2, Grundregel).</translation>
    </message>
    <message>
        <source>The request for %2 gets in, but its answer does not get out: %1 %3 it.</source>
        <translation>Die Anfrage für %2 kommt herein, aber ihre Antwort kommt nicht hinaus: %1 %3.</translation>
    </message>
    <message>
        <source>%1 stops %2 before rule %3 in %4, which would allow it, is reached.</source>
        <translation>%1 hält %2 auf, bevor Regel %3 in %4 erreicht ist, die es erlauben würde.</translation>
    </message>
    <message>
        <source>%1 lets only some of %2 through and stops the rest (%3).</source>
        <translation>%1 lässt nur einen Teil durch und hält den Rest auf, bei %2 (%3).</translation>
    </message>
    <message>
        <source>%1 stops %2, because its packets count as %3.</source>
        <translation>%1 hält %2 auf, weil die Pakete als %3 gelten.</translation>
    </message>
    <message>
        <source>%1 sends %2 on to %3, and nothing answers there.</source>
        <translation>%1 leitet %2 weiter an %3, und dort antwortet nichts.</translation>
    </message>
    <message>
        <source>No rule sends %1 on to the computer that offers it (DNAT).</source>
        <translation>Keine Regel leitet %1 an den Computer weiter, der es anbietet (DNAT).</translation>
    </message>
    <message>
        <source>Packets from %1 leave on %2 with an address nobody can answer: MASQUERADE is missing.</source>
        <translation>Pakete von %1 gehen über %2 mit einer Adresse hinaus, der niemand antworten kann: Die Adressumsetzung (MASQUERADE) fehlt.</translation>
    </message>
    <message>
        <source>This computer does not pass %1 packets on: %2 is off.</source>
        <translation>Dieser Computer leitet keine %1-Pakete weiter: %2 ist aus.</translation>
    </message>
    <message>
        <source>Packets on %1 are dropped, because answers would leave another way (rp_filter).</source>
        <translation>Pakete auf %1 werden verworfen, weil Antworten einen anderen Weg nehmen würden (rp_filter).</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached from here: %2.</source>
        <translation>%1 ist von hier aus nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>No program on this computer listens on %1.</source>
        <translation>Kein Programm auf diesem Computer lauscht auf %1.</translation>
    </message>
    <message>
        <source>%2 answers, but no program there listens on %1.</source>
        <translation>%2 antwortet, aber kein Programm dort lauscht auf %1.</translation>
    </message>
    <message>
        <source>The service</source>
        <translation>Der Dienst</translation>
    </message>
    <message>
        <source>%1 listens for %2 on %3 only, not on %4.</source>
        <translation>%1 lauscht für %2 nur auf %3, nicht auf %4.</translation>
    </message>
    <message>
        <source>the address asked for</source>
        <translation>der gefragten Adresse</translation>
    </message>
    <message>
        <source>The service on %1 is too slow: its queue is full.</source>
        <translation>Der Dienst auf %1 ist zu langsam: Seine Warteschlange ist voll.</translation>
    </message>
    <message>
        <source>%2 on %1 is too slow: its queue is full.</source>
        <translation>%2 auf %1 ist zu langsam: Die Warteschlange ist voll.</translation>
    </message>
    <message>
        <source>The connection table is full (%1 of %2): new connections are dropped.</source>
        <translation>Die Verbindungstabelle ist voll (%1 von %2): Neue Verbindungen werden verworfen.</translation>
    </message>
    <message>
        <source>The connection table is filling up: %1 of %2 places are used (%3 %).</source>
        <translation>Die Verbindungstabelle füllt sich: %1 von %2 Plätzen sind belegt (%3 %).</translation>
    </message>
    <message>
        <source>The protocol %1 needs a connection helper, and none is assigned.</source>
        <translation>Das Protokoll %1 braucht einen Verbindungshelfer, und keiner ist zugewiesen.</translation>
    </message>
    <message>
        <source>Another firewall blocks what iptables allows: %1.</source>
        <translation>Eine andere Firewall blockiert, was iptables erlaubt: %1.</translation>
    </message>
    <message>
        <source>%1 is banned: it is on the list %2.</source>
        <translation>%1 ist gesperrt: Die Adresse steht auf der Liste %2.</translation>
    </message>
    <message>
        <source>The request for %1 does not reach this computer (%2).</source>
        <translation>Die Anfrage für %1 erreicht diesen Computer nicht (%2).</translation>
    </message>
    <message>
        <source>any address</source>
        <translation>beliebige Adresse</translation>
    </message>
    <message>
        <source>Another computer on the way, %1, refuses the connection to %2.</source>
        <translation>Ein anderer Computer unterwegs, %1, lehnt die Verbindung zu %2 ab.</translation>
    </message>
    <message>
        <source>Not everything could be checked.</source>
        <translation>Nicht alles konnte geprüft werden.</translation>
    </message>
    <message>
        <source>Another firewall, %1, refuses %2 in its rule list %3.</source>
        <translation>Eine andere Firewall, %1, weist %2 in ihrer Regelliste %3 ab.</translation>
    </message>
    <message>
        <source>Another firewall, %1, drops %2 in its rule list %3.</source>
        <translation>Eine andere Firewall, %1, verwirft %2 in ihrer Regelliste %3.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FixPage</name>
    <message>
        <source>%1, only from %2</source>
        <translation>%1, nur von %2</translation>
    </message>
    <message>
        <source>%1, from anyone</source>
        <translation>%1, von überall</translation>
    </message>
    <message>
        <source>The smallest opening stands first. The next step shows the exact change; it is only tried, and undone by itself unless it is kept.</source>
        <translation>Die kleinste Öffnung steht an erster Stelle. Der nächste Schritt zeigt die genaue Änderung; sie wird nur ausprobiert und von selbst zurückgenommen, wenn sie nicht behalten wird.</translation>
    </message>
    <message>
        <source>Possible fixes</source>
        <translation>Mögliche Abhilfen</translation>
    </message>
    <message>
        <source>%1 (recommended)</source>
        <translation>%1 (empfohlen)</translation>
    </message>
    <message>
        <source>To be done by hand</source>
        <translation>Von Hand zu erledigen</translation>
    </message>
    <message>
        <source>Only explain, change nothing</source>
        <translation>Nur erklären, nichts ändern</translation>
    </message>
    <message>
        <source>Everything stays as it is.</source>
        <translation>Alles bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::FoundPage</name>
    <message>
        <source>Match</source>
        <translation>Trifft zu</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>Trifft nicht zu</translation>
    </message>
    <message>
        <source>Can&apos;t tell</source>
        <translation>Nicht feststellbar</translation>
    </message>
    <message>
        <source>What the rule asks, and this connection</source>
        <translation>Was die Regel verlangt, und diese Verbindung</translation>
    </message>
    <message>
        <source>Show &amp;Rule</source>
        <translation>&amp;Regel anzeigen</translation>
    </message>
    <message>
        <source>The answer, and how it is known.</source>
        <translation>Die Antwort, und woher sie bekannt ist.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Conditions of the rule</source>
        <translation>Bedingungen der Regel</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>This connection</source>
        <translation>Diese Verbindung</translation>
    </message>
    <message>
        <source>&amp;Save Report…</source>
        <translation>Bericht &amp;speichern…</translation>
    </message>
    <message>
        <source>How this is known: %1</source>
        <translation>Woher das bekannt ist: %1</translation>
    </message>
    <message>
        <source>Also found:</source>
        <translation>Außerdem gefunden:</translation>
    </message>
    <message>
        <source>It could not be told what goes wrong.</source>
        <translation>Es war nicht feststellbar, was schiefgeht.</translation>
    </message>
    <message>
        <source>Nothing on this computer blocks it.</source>
        <translation>Nichts auf diesem Computer blockiert die Verbindung.</translation>
    </message>
    <message>
        <source>Where to look next:</source>
        <translation>Wo als Nächstes nachzusehen ist:</translation>
    </message>
    <message>
        <source>•  The other computer: does its own firewall let the connection out or in?</source>
        <translation>•  Der andere Computer: Lässt seine eigene Firewall die Verbindung hinaus oder herein?</translation>
    </message>
    <message>
        <source>•  The router or network between them: does it forward this port?</source>
        <translation>•  Der Router oder das Netzwerk dazwischen: Wird dieser Port weitergeleitet?</translation>
    </message>
    <message>
        <source>•  The program: is its address, port and certificate right?</source>
        <translation>•  Das Programm: Stimmen Adresse, Port und Zertifikat?</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Gauge</name>
    <message>
        <source>Connection table</source>
        <translation>Verbindungstabelle</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2 places used</source>
        <translation>%1 von %2 Plätzen belegt</translation>
    </message>
    <message>
        <source>%1 places used, no limit</source>
        <translation>%1 Plätze belegt, keine Grenze</translation>
    </message>
</context>
<context>
    <name>Portlight::App::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Keep Change</source>
        <translation>Änderung behalten</translation>
    </message>
    <message>
        <source>Undo This Change</source>
        <translation>Diese Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>+60 Seconds</source>
        <translation>+60 Sekunden</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Commands of the change</source>
        <translation>Befehle der Änderung</translation>
    </message>
    <message>
        <source>The change</source>
        <translation>Die Änderung</translation>
    </message>
    <message>
        <source>The history is locked</source>
        <translation>Der Verlauf ist gesperrt</translation>
    </message>
    <message>
        <source>Reading it needs an administrator&apos;s permission.</source>
        <translation>Zum Lesen wird die Erlaubnis eines Administrators benötigt.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>The helper isn&apos;t installed</source>
        <translation>Der Helfer ist nicht installiert</translation>
    </message>
    <message>
        <source>Changes are made, and remembered, by the helper.</source>
        <translation>Änderungen werden vom Helfer vorgenommen und gemerkt.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>Noch wurde nichts geändert</translation>
    </message>
    <message>
        <source>Each change that Portlight tries is listed here, and can be undone here.</source>
        <translation>Jede Änderung, die Portlight ausprobiert, steht hier und kann hier zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Find Out Why It Fails…</source>
        <translation>Herausfinden, warum es scheitert…</translation>
    </message>
    <message>
        <source>It belongs to another network on this computer and can&apos;t be changed from here.</source>
        <translation>Sie gehört zu einem anderen Netzwerk auf diesem Computer und kann von hier aus nicht geändert werden.</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Kept until restart, unless it was made permanent. Undo takes back this change only; what others changed since stays.</source>
        <translation>Bis zum Neustart behalten, wenn nicht dauerhaft gemacht. Zurücknehmen betrifft nur diese Änderung; was andere seitdem geändert haben, bleibt.</translation>
    </message>
    <message>
        <source>There is nothing to undo: it was taken back already.</source>
        <translation>Es gibt nichts zurückzunehmen: Die Änderung wurde schon zurückgenommen.</translation>
    </message>
    <message>
        <source>There is nothing to undo: it was never in force as a whole.</source>
        <translation>Es gibt nichts zurückzunehmen: Die Änderung war nie als Ganzes in Kraft.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::LintWords</name>
    <message numerus="yes">
        <source>rule %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Regel %1</numerusform>
            <numerusform>Regeln %1</numerusform>
        </translation>
    </message>
    <message>
        <source>any device that no rule names</source>
        <translation>jedes Gerät, das keine Regel nennt</translation>
    </message>
    <message>
        <source>other devices beginning with %1</source>
        <comment>a network device</comment>
        <translation>andere Geräte, die mit %1 beginnen</translation>
    </message>
    <message>
        <source>No packet can match this rule: its conditions exclude each other, or everything that comes to this chain.</source>
        <translation>Kein Paket kann auf diese Regel zutreffen: Ihre Bedingungen schließen einander aus oder alles, was in diese Regelliste kommt.</translation>
    </message>
    <message numerus="yes">
        <source>No packet gets to this rule: %1 takes everything it asks for.</source>
        <comment>rules 2 and 5 take</comment>
        <translation>
            <numerusform>Kein Paket kommt bis zu dieser Regel: %1 nimmt alles, wonach sie fragt.</numerusform>
            <numerusform>Kein Paket kommt bis zu dieser Regel: %1 nehmen alles, wonach sie fragt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This rule has no effect: %1 takes everything it asks for, and decides the opposite.</source>
        <comment>rules 2 and 5 take</comment>
        <translation>
            <numerusform>Diese Regel bewirkt nichts: %1 nimmt alles, wonach sie fragt, und entscheidet das Gegenteil.</numerusform>
            <numerusform>Diese Regel bewirkt nichts: %1 nehmen alles, wonach sie fragt, und entscheiden das Gegenteil.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This rule changes nothing: %1 does the same a little later.</source>
        <comment>rules 2 and 5 do</comment>
        <translation>
            <numerusform>Diese Regel ändert nichts: %1 tut etwas später dasselbe.</numerusform>
            <numerusform>Diese Regel ändert nichts: %1 tun etwas später dasselbe.</numerusform>
        </translation>
    </message>
    <message>
        <source>No rule calls the chain %1, so its rules do nothing.</source>
        <translation>Keine Regel ruft die Regelliste %1 auf; ihre Regeln bewirken also nichts.</translation>
    </message>
    <message>
        <source>No packet gets to the chain %1: whatever would call it is never reached.</source>
        <translation>Kein Paket kommt in die Regelliste %1: Was sie aufrufen würde, wird nie erreicht.</translation>
    </message>
    <message>
        <source>Programs on this computer can&apos;t reach each other: nothing is let in over the loopback device.</source>
        <translation>Programme auf diesem Rechner erreichen einander nicht: Über das Loopback-Gerät wird nichts hereingelassen.</translation>
    </message>
    <message>
        <source>Connections to others may leave, but their replies are not let in.</source>
        <translation>Verbindungen zu anderen dürfen hinaus, aber ihre Antworten werden nicht hereingelassen.</translation>
    </message>
    <message>
        <source>Every %1 port takes connections from everyone.</source>
        <comment>TCP</comment>
        <translation>Jeder %1-Port nimmt Verbindungen von allen an.</translation>
    </message>
    <message>
        <source>%1 is open to everyone over %2, but not over %3.</source>
        <comment>tcp 22</comment>
        <translation>%1 ist über %2 für alle offen, über %3 aber nicht.</translation>
    </message>
    <message>
        <source>If this rule is the one you want, move it above the other; if not, delete it.</source>
        <translation>Ist diese Regel die gewünschte, schieben Sie sie über die andere; sonst löschen Sie sie.</translation>
    </message>
    <message>
        <source>It can be deleted, or its conditions need a look.</source>
        <translation>Sie kann gelöscht werden, oder ihre Bedingungen stimmen nicht.</translation>
    </message>
    <message>
        <source>Look at the rules that call it.</source>
        <translation>Sehen Sie sich die Regeln an, die sie aufrufen.</translation>
    </message>
    <message>
        <source>Accept everything that comes in over lo: iptables -I INPUT -i lo -j ACCEPT</source>
        <translation>Lassen Sie alles herein, was über lo kommt: iptables -I INPUT -i lo -j ACCEPT</translation>
    </message>
    <message>
        <source>Accept what belongs to known connections: iptables -I INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT</source>
        <translation>Lassen Sie herein, was zu bekannten Verbindungen gehört: iptables -I INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT</translation>
    </message>
    <message>
        <source>If that is not meant, close it in both families.</source>
        <translation>Ist das nicht gewollt, schließen Sie es in beiden Familien.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>all %1 ports</source>
        <comment>all TCP ports</comment>
        <translation>alle %1-Ports</translation>
    </message>
    <message>
        <source>%1 ports %2–%3</source>
        <comment>TCP ports 8000–8003</comment>
        <translation>%1-Ports %2–%3</translation>
    </message>
    <message>
        <source>from many networks</source>
        <translation>aus vielen Netzen</translation>
    </message>
    <message>
        <source>from everyone</source>
        <translation>von allen</translation>
    </message>
    <message>
        <source>from everyone but %1</source>
        <comment>networks</comment>
        <translation>von allen außer %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <comment>networks</comment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <comment>from everyone over eth0</comment>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>%1, if more conditions hold</source>
        <comment>from everyone</comment>
        <translation>%1, wenn weitere Bedingungen zutreffen</translation>
    </message>
    <message>
        <source>%1, perhaps (a condition can&apos;t be told)</source>
        <comment>from everyone</comment>
        <translation>%1, vielleicht (eine Bedingung ist nicht zu erkennen)</translation>
    </message>
    <message>
        <source>Never matches</source>
        <comment>a rule</comment>
        <translation>Trifft nie zu</translation>
    </message>
    <message numerus="yes">
        <source>Hidden by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Verdeckt durch %1</numerusform>
            <numerusform>Verdeckt durch %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overruled by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Überstimmt durch %1</numerusform>
            <numerusform>Überstimmt durch %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repeated by %1</source>
        <comment>rules 2 and 5</comment>
        <translation>
            <numerusform>Wiederholt durch %1</numerusform>
            <numerusform>Wiederholt durch %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Not called by any rule</source>
        <comment>a list of rules</comment>
        <translation>Von keiner Regel aufgerufen</translation>
    </message>
    <message>
        <source>Never reached</source>
        <comment>a list of rules</comment>
        <translation>Nie erreicht</translation>
    </message>
    <message>
        <source>Blocks programs here</source>
        <translation>Blockiert hiesige Programme</translation>
    </message>
    <message>
        <source>Blocks replies</source>
        <translation>Blockiert Antworten</translation>
    </message>
    <message>
        <source>Open to everyone</source>
        <translation>Offen für alle</translation>
    </message>
    <message>
        <source>Open in one IP version only</source>
        <translation>Nur in einer IP-Version offen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>ports opened or closed</comment>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens %1; closes %2.</source>
        <comment>ports</comment>
        <translation>Öffnet %1; schließt %2.</translation>
    </message>
    <message>
        <source>Opens %1; closes nothing.</source>
        <comment>ports</comment>
        <translation>Öffnet %1; schließt nichts.</translation>
    </message>
    <message>
        <source>Opens nothing; closes %1.</source>
        <comment>ports</comment>
        <translation>Öffnet nichts; schließt %1.</translation>
    </message>
    <message>
        <source>Opens nothing and closes nothing.</source>
        <translation>Öffnet nichts und schließt nichts.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::LockOutWords</name>
    <message>
        <source>Your own SSH session from %1</source>
        <translation>Die eigene SSH-Sitzung von %1</translation>
    </message>
    <message>
        <source>The connection between %1 here and %2, port %3</source>
        <translation>Die Verbindung zwischen %1 hier und %2, Port %3</translation>
    </message>
    <message>
        <source>The connection of %1 between %2 here and %3, port %4</source>
        <translation>Die Verbindung von %1 zwischen %2 hier und %3, Port %4</translation>
    </message>
    <message>
        <source>%1 would be cut</source>
        <translation>%1 würde getrennt</translation>
    </message>
    <message>
        <source>%1 might be cut, that can&apos;t be told</source>
        <translation>%1 würde vielleicht getrennt, das ist nicht feststellbar</translation>
    </message>
    <message>
        <source>%1 could not connect to %2 here again</source>
        <translation>%1 könnte sich hier nicht wieder mit %2 verbinden</translation>
    </message>
    <message>
        <source>Whether %1 could connect to %2 here again can&apos;t be told</source>
        <translation>Ob %1 sich hier wieder mit %2 verbinden könnte, ist nicht feststellbar</translation>
    </message>
    <message>
        <source>This computer could not connect to %1, %2, again</source>
        <translation>Dieser Computer könnte sich nicht wieder mit %1, %2, verbinden</translation>
    </message>
    <message>
        <source>Whether this computer could connect to %1, %2, again can&apos;t be told</source>
        <translation>Ob dieser Computer sich wieder mit %1, %2, verbinden könnte, ist nicht feststellbar</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1: it depends on “%2” in %3.</source>
        <translation>%1: Das hängt von „%2“ in %3 ab.</translation>
    </message>
    <message>
        <source>%1: %2 stops what comes in.</source>
        <translation>%1: %2 hält auf, was hereinkommt.</translation>
    </message>
    <message>
        <source>%1: %2 stops what goes out.</source>
        <translation>%1: %2 hält auf, was hinausgeht.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::MainWindow</name>
    <message>
        <source>&amp;Unlock…</source>
        <translation>&amp;Entsperren…</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was angezeigt wird</translation>
    </message>
    <message>
        <source>Unlock reading</source>
        <translation>Lesen entsperren</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Practice…</source>
        <translation>&amp;Üben…</translation>
    </message>
    <message>
        <source>&amp;Leave Practice</source>
        <translation>Übung &amp;verlassen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Find Out Why It Fails…</source>
        <translation>&amp;Herausfinden, warum es scheitert…</translation>
    </message>
    <message>
        <source>&amp;Plan Capacity</source>
        <translation>&amp;Kapazität planen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Portlight</source>
        <translation>&amp;Über Portlight</translation>
    </message>
    <message>
        <source>About Portlight</source>
        <translation>Über Portlight</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Portlight %1&lt;/h3&gt;&lt;p&gt;Tells why a connection fails, shows the proof, and tries the smallest fix with a way back.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 2 or later. This window uses Qt Charts, which is under version 3.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Portlight %1&lt;/h3&gt;&lt;p&gt;Sagt, warum eine Verbindung scheitert, zeigt den Beweis und probiert die kleinste Abhilfe aus, mit einem Weg zurück.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 2 oder später. Dieses Fenster verwendet Qt Charts, das unter Version 3 steht.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>%1 — Practice — Portlight</source>
        <translation>%1 — Übung — Portlight</translation>
    </message>
    <message>
        <source>%1 — Portlight</source>
        <translation>%1 — Portlight</translation>
    </message>
    <message>
        <source>Live: this computer</source>
        <translation>Live: dieser Computer</translation>
    </message>
    <message>
        <source>Live: this computer, as root</source>
        <translation>Live: dieser Computer, als root</translation>
    </message>
    <message>
        <source>Practice: computer &quot;%1&quot;</source>
        <translation>Übung: Computer „%1“</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>rules locked</source>
        <translation>Regeln gesperrt</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>no helper</source>
        <translation>kein Helfer</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>aktuell</translation>
    </message>
    <message numerus="yes">
        <source>updated %n second(s) ago</source>
        <translation>
            <numerusform>vor %n Sekunde aktualisiert</numerusform>
            <numerusform>vor %n Sekunden aktualisiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Change being tried</source>
        <translation>Änderung wird ausprobiert</translation>
    </message>
    <message numerus="yes">
        <source>A change is being tried for %n more second(s). Without an answer it is undone by itself.</source>
        <translation>
            <numerusform>Eine Änderung wird noch %n Sekunde lang ausprobiert. Ohne Antwort wird sie von selbst zurückgenommen.</numerusform>
            <numerusform>Eine Änderung wird noch %n Sekunden lang ausprobiert. Ohne Antwort wird sie von selbst zurückgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit, Let It Be Undone</source>
        <translation>Beenden, zurücknehmen lassen</translation>
    </message>
    <message>
        <source>Stay Here</source>
        <translation>Hierbleiben</translation>
    </message>
    <message>
        <source>&amp;Open Snapshot…</source>
        <translation>Snapshot &amp;öffnen…</translation>
    </message>
    <message>
        <source>&amp;Save Snapshot…</source>
        <translation>Snapshot &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>&amp;Regeln</translation>
    </message>
    <message>
        <source>The rules must be read before they can be saved.</source>
        <translation>Die Regeln müssen gelesen sein, bevor sie gespeichert werden können.</translation>
    </message>
    <message>
        <source>Show the rules first: a saved file replaces those that are shown on the page Rules.</source>
        <translation>Zuerst die Regeln anzeigen: Eine gespeicherte Datei ersetzt die, die auf der Seite Regeln zu sehen sind.</translation>
    </message>
    <message>
        <source>Show Rules</source>
        <translation>Regeln anzeigen</translation>
    </message>
    <message>
        <source>Open Snapshot</source>
        <translation>Snapshot öffnen</translation>
    </message>
    <message>
        <source>Saved rules (*.rules *.v4 *.v6 *.txt);;All files (*)</source>
        <translation>Gespeicherte Regeln (*.rules *.v4 *.v6 *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2. Choose another file.</source>
        <translation>%1 lässt sich nicht lesen: %2. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>%1 holds no rules that can be read, as iptables-save writes them. Line %2: %3</source>
        <translation>%1 enthält keine lesbaren Regeln, wie iptables-save sie schreibt. Zeile %2: %3</translation>
    </message>
    <message>
        <source>Rules of %1</source>
        <translation>Regeln von %1</translation>
    </message>
    <message>
        <source>Leave Practice</source>
        <translation>Übung verlassen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>In practice nothing is made permanent: the network ends with the practice, and this computer stays as it is.</source>
        <translation>Beim Üben wird nichts dauerhaft gemacht: Das Netz endet mit der Übung, und dieser Rechner bleibt, wie er ist.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Dismiss message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::OpenPortsModel</name>
    <message>
        <source>%1 %2</source>
        <comment>port and protocol</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>all %1</source>
        <comment>ports of TCP</comment>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>%1–%2 %3</source>
        <comment>first port, last port, protocol</comment>
        <translation>%1–%2 %3</translation>
    </message>
    <message>
        <source>passed on</source>
        <comment>packets to a port</comment>
        <translation>weitergeleitet</translation>
    </message>
    <message>
        <source>nothing else waits</source>
        <translation>sonst wartet nichts</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>nichts wartet</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>a program</comment>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Who can connect</source>
        <translation>Wer sich verbinden kann</translation>
    </message>
</context>
<context>
    <name>Portlight::App::OpenPortsView</name>
    <message>
        <source>S&amp;how Rule</source>
        <translation>&amp;Regel anzeigen</translation>
    </message>
    <message>
        <source>&amp;Check It…</source>
        <translation>&amp;Prüfen…</translation>
    </message>
    <message>
        <source>Ports and who can connect</source>
        <translation>Ports und wer sich verbinden kann</translation>
    </message>
    <message>
        <source>The selected port</source>
        <translation>Der ausgewählte Port</translation>
    </message>
    <message>
        <source>State of the calculation</source>
        <translation>Stand der Berechnung</translation>
    </message>
    <message>
        <source>Show the rule that decides about this port</source>
        <translation>Die Regel anzeigen, die über diesen Port entscheidet</translation>
    </message>
    <message>
        <source>Find out whether others really reach it</source>
        <translation>Herausfinden, ob andere ihn wirklich erreichen</translation>
    </message>
    <message>
        <source>Calculating what the rules let through…</source>
        <translation>Berechnen, was die Regeln durchlassen…</translation>
    </message>
    <message>
        <source>Can&apos;t tell: these rules take too long to calculate.</source>
        <translation>Nicht zu sagen: Diese Regeln zu berechnen dauert zu lange.</translation>
    </message>
    <message>
        <source>Can&apos;t tell: these rules are too many, or too entangled, to calculate.</source>
        <translation>Nicht zu sagen: Es sind zu viele Regeln, oder sie sind zu verwickelt, um sie zu berechnen.</translation>
    </message>
    <message>
        <source>Nothing is open, and no program waits for connections.</source>
        <translation>Nichts ist offen, und kein Programm wartet auf Verbindungen.</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>Nichts ist offen.</translation>
    </message>
    <message>
        <source>The programs that wait could not be read.</source>
        <translation>Die wartenden Programme konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A part of the rules could not be read: more may be closed.</source>
        <translation>Ein Teil der Regeln war nicht lesbar: Es kann mehr geschlossen sein.</translation>
    </message>
    <message>
        <source>The tables of nft (%1) could not be read: they may close more.</source>
        <comment>names of tables</comment>
        <translation>Die Tabellen von nft (%1) waren nicht lesbar: Sie schließen vielleicht mehr.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Blocked lately</source>
        <translation>Kürzlich blockiert</translation>
    </message>
    <message>
        <source>Who manages this firewall</source>
        <translation>Wer diese Firewall verwaltet</translation>
    </message>
    <message>
        <source>Show &amp;Rule</source>
        <translation>&amp;Regel anzeigen</translation>
    </message>
    <message>
        <source>&amp;Practice…</source>
        <translation>&amp;Üben…</translation>
    </message>
    <message>
        <source>State of the firewall</source>
        <translation>Zustand der Firewall</translation>
    </message>
    <message>
        <source>Connection table</source>
        <translation>Verbindungstabelle</translation>
    </message>
    <message>
        <source>Find &amp;Out Why It Fails…</source>
        <translation>Herausfinden, &amp;warum es scheitert…</translation>
    </message>
    <message>
        <source>Learn on a broken network of its own, without any risk</source>
        <translation>Ganz ohne Risiko an einem eigenen, fehlerhaften Netzwerk lernen</translation>
    </message>
    <message>
        <source>Needs an administrator&apos;s permission to read.</source>
        <translation>Zum Lesen wird die Erlaubnis eines Administrators benötigt.</translation>
    </message>
    <message>
        <source>Building the practice network…</source>
        <translation>Das Übungsnetzwerk wird aufgebaut…</translation>
    </message>
    <message>
        <source>Waiting for permission…</source>
        <translation>Warten auf die Erlaubnis…</translation>
    </message>
    <message>
        <source>The practice network is not there.</source>
        <translation>Das Übungsnetzwerk ist nicht da.</translation>
    </message>
    <message>
        <source>The helper isn&apos;t installed.</source>
        <translation>Der Helfer ist nicht installiert.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>The rules are not read yet.</source>
        <translation>Die Regeln sind noch nicht gelesen.</translation>
    </message>
    <message>
        <source>Press Unlock to read rules, services and counters. Portlight only reads; nothing changes. The connection table needs no password.</source>
        <translation>„Entsperren“ drücken, um Regeln, Dienste und Zähler zu lesen. Portlight liest nur; nichts ändert sich. Die Verbindungstabelle braucht kein Passwort.</translation>
    </message>
    <message>
        <source>Computers, cables and a firewall, all in namespaces of their own.</source>
        <translation>Computer, Kabel und eine Firewall, alle in eigenen Namensräumen.</translation>
    </message>
    <message>
        <source>The practice network could not be built.</source>
        <translation>Das Übungsnetzwerk konnte nicht aufgebaut werden.</translation>
    </message>
    <message>
        <source>Rules can&apos;t be read: the helper isn&apos;t installed.</source>
        <translation>Die Regeln können nicht gelesen werden: Der Helfer ist nicht installiert.</translation>
    </message>
    <message>
        <source>This system may forbid user namespaces to ordinary users.</source>
        <translation>Vielleicht verbietet dieses System gewöhnlichen Benutzern eigene Benutzer-Namensräume (user namespaces).</translation>
    </message>
    <message>
        <source>Install the package portlight-helper, or start &quot;portlight --direct&quot; as root. The connection table below works without it.</source>
        <translation>Das Paket portlight-helper installieren oder „portlight --direct“ als root starten. Die Verbindungstabelle unten funktioniert auch ohne.</translation>
    </message>
    <message>
        <source>IPv4: %1</source>
        <translation>IPv4: %1</translation>
    </message>
    <message>
        <source>IPv6: %1 %2</source>
        <translation>IPv6: %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 packet(s) in %2</source>
        <translation>
            <numerusform>%1 Paket in %2</numerusform>
            <numerusform>%1 Pakete in %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Most of them, %1, by %2.</source>
        <translation>Die meisten davon, %1, durch %2.</translation>
    </message>
    <message>
        <source>Before this window opened: %1, most by %2.</source>
        <translation>Bevor dieses Fenster geöffnet wurde: %1, die meisten durch %2.</translation>
    </message>
    <message>
        <source>No rule or policy has blocked a packet yet.</source>
        <translation>Noch hat keine Regel oder Grundregel ein Paket blockiert.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nobody: the rules were made by hand or by a script.</source>
        <translation>Niemand: Die Regeln wurden von Hand oder von einem Skript angelegt.</translation>
    </message>
    <message>
        <source>⚠ Rules in two places: %1 in nftables, %2 in legacy tables. The kernel asks both.</source>
        <translation>⚠ Regeln an zwei Stellen: %1 in nftables, %2 in legacy-Tabellen. Der Kernel fragt beide.</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) in %1.</source>
        <translation>
            <numerusform>%n Regel in %1.</numerusform>
            <numerusform>%n Regeln in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>legacy tables</source>
        <translation>legacy-Tabellen</translation>
    </message>
    <message>
        <source>nftables, made by iptables</source>
        <translation>nftables, von iptables angelegt</translation>
    </message>
    <message>
        <source>Tables that only nft shows: %1.</source>
        <translation>Tabellen, die nur nft zeigt: %1.</translation>
    </message>
    <message>
        <source>Nothing saves the rules: they last until restart.</source>
        <translation>Nichts speichert die Regeln: Sie gelten bis zum Neustart.</translation>
    </message>
    <message>
        <source>Kept after restart by %1.</source>
        <translation>Nach einem Neustart erhalten durch %1.</translation>
    </message>
    <message>
        <source>⚠ A part of the rules could not be read.</source>
        <translation>⚠ Ein Teil der Regeln konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Open to the network</source>
        <translation>Zum Netzwerk hin offen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::OwnerWords</name>
    <message>
        <source>nobody we know</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Gone after a restart of the computer, unless it is saved.</source>
        <translation>Geht nach einem Neustart des Computers verloren, wenn nicht gespeichert wird.</translation>
    </message>
    <message>
        <source>Gone when %1 reloads its rules, and after a restart.</source>
        <translation>Geht verloren, wenn %1 seine Regeln neu lädt, und nach einem Neustart.</translation>
    </message>
    <message>
        <source>Gone when the service of %1 starts anew, and after a restart.</source>
        <translation>Geht verloren, wenn der Dienst von %1 neu startet, und nach einem Neustart des Computers.</translation>
    </message>
    <message>
        <source>%1 writes its rules anew whenever something changes; an edit can be gone at any time.</source>
        <translation>%1 schreibt seine Regeln bei jeder Veränderung neu; eine Bearbeitung kann jederzeit verloren gehen.</translation>
    </message>
    <message>
        <source>This belongs to %1.</source>
        <translation>Das gehört zu %1.</translation>
    </message>
    <message>
        <source>%1 keeps the rule list %2 for rules of people.</source>
        <translation>%1 hält die Regelliste %2 für selbst angelegte Regeln bereit.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::PersistDialog</name>
    <message>
        <source>&amp;Not saved:</source>
        <translation>&amp;Nicht gespeichert:</translation>
    </message>
    <message>
        <source>&amp;Make Permanent</source>
        <translation>&amp;Dauerhaft machen</translation>
    </message>
    <message>
        <source>&amp;Undo Last Saving</source>
        <translation>Letztes Speichern &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Make Permanent</source>
        <translation>Dauerhaft machen</translation>
    </message>
    <message>
        <source>&amp;Files that are read at the next start:</source>
        <translation>D&amp;ateien, die beim nächsten Start gelesen werden:</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>The same as &amp;commands:</source>
        <translation>Dasselbe als &amp;Befehle:</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Waiting for the helper</source>
        <translation>Warten auf den Helfer</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Looking at how this system loads its rules…</source>
        <translation>Es wird nachgesehen, wie dieses System seine Regeln lädt…</translation>
    </message>
    <message>
        <source>%1: says the same already</source>
        <translation>%1: enthält bereits dasselbe</translation>
    </message>
    <message>
        <source>%1: is removed</source>
        <translation>%1: wird entfernt</translation>
    </message>
    <message>
        <source>%1: is made</source>
        <translation>%1: wird angelegt</translation>
    </message>
    <message>
        <source>%1: is written anew; the old one is kept as a backup</source>
        <translation>%1: wird neu geschrieben; die alte Datei bleibt als Sicherung erhalten</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2): %n rule(s)</source>
        <translation>
            <numerusform>%1 (%2): %n Regel</numerusform>
            <numerusform>%1 (%2): %n Regeln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>The running rules are saved already. They will be there after a restart.</source>
        <translation>Die laufenden Regeln sind schon gespeichert. Nach einem Neustart sind sie wieder da.</translation>
    </message>
    <message>
        <source>Saving, and checking that what was saved loads…</source>
        <translation>Es wird gespeichert und geprüft, ob sich das Gespeicherte laden lässt…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing had to be written: all was saved already.</source>
        <translation>Es musste nichts geschrieben werden: Alles war schon gespeichert.</translation>
    </message>
    <message>
        <source>Saved. The rules will be there after a restart.
%1</source>
        <translation>Gespeichert. Nach einem Neustart sind die Regeln wieder da.
%1</translation>
    </message>
    <message>
        <source>Bringing back the files as they were…</source>
        <translation>Die Dateien werden wiederhergestellt, wie sie waren…</translation>
    </message>
    <message>
        <source>The files are as they were before the last saving. The running rules stay.
%1</source>
        <translation>Die Dateien sind so wie vor dem letzten Speichern. Die laufenden Regeln bleiben.
%1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::PersistWords</name>
    <message>
        <source>netfilter-persistent loads the files in /etc/iptables at start.</source>
        <translation>netfilter-persistent lädt beim Start die Dateien in /etc/iptables.</translation>
    </message>
    <message>
        <source>The iptables service loads the files in /etc/sysconfig at start.</source>
        <translation>Der iptables-Dienst lädt beim Start die Dateien in /etc/sysconfig.</translation>
    </message>
    <message>
        <source>firewalld keeps its own rules; it is told to make the running ones permanent.</source>
        <translation>firewalld führt seine eigenen Regeln; es wird angewiesen, die laufenden dauerhaft zu machen.</translation>
    </message>
    <message>
        <source>ufw keeps its own rules by itself; there is nothing to save for them.</source>
        <translation>ufw führt seine eigenen Regeln selbst; für sie gibt es nichts zu speichern.</translation>
    </message>
    <message>
        <source>Nothing on this system loads rules at start, so Portlight&apos;s own service does it.</source>
        <translation>Nichts auf diesem System lädt beim Start Regeln, deshalb übernimmt das ein eigener Dienst von Portlight.</translation>
    </message>
    <message>
        <source>Nothing on this system loads rules at start.</source>
        <translation>Nichts auf diesem System lädt beim Start Regeln.</translation>
    </message>
    <message>
        <source>%1 makes it anew by itself</source>
        <translation>%1 legt sie von selbst neu an</translation>
    </message>
    <message>
        <source>leads to a list of %1, which does not exist yet at start</source>
        <translation>führt in eine Regelliste von %1, die es beim Start noch nicht gibt</translation>
    </message>
    <message>
        <source>stands in a list of %1, which comes back without it</source>
        <translation>steht in einer Regelliste von %1, die ohne sie wiederkommt</translation>
    </message>
    <message>
        <source>needs an address set (ipset) that is not there yet at start</source>
        <translation>braucht eine Adressmenge (ipset), die es beim Start noch nicht gibt</translation>
    </message>
    <message>
        <source>the firewall manager of this system has no place for it</source>
        <translation>das Verwaltungsprogramm der Firewall dieses Systems hat keinen Platz dafür</translation>
    </message>
    <message>
        <source>was made with nft and can&apos;t be said as an iptables rule</source>
        <translation>wurde mit nft angelegt und lässt sich nicht als iptables-Regel ausdrücken</translation>
    </message>
    <message>
        <source>Nothing here would load saved rules, and there is no systemd. Install netfilter-persistent (package iptables-persistent).</source>
        <translation>Nichts hier würde gespeicherte Regeln laden, und systemd gibt es nicht. netfilter-persistent installieren (Paket iptables-persistent).</translation>
    </message>
    <message>
        <source>This is not the network of the computer itself but one inside it; nothing loads rules into it at start.</source>
        <translation>Das ist nicht das Netzwerk des Computers selbst, sondern eines darin; nichts lädt beim Start Regeln hinein.</translation>
    </message>
    <message>
        <source>A change is being tried (%1). Keep it or take it back first.</source>
        <translation>Eine Änderung wird gerade ausprobiert (%1). Sie zuerst behalten oder zurücknehmen.</translation>
    </message>
    <message>
        <source>The rules for %1 can&apos;t be written down as iptables rules: %2</source>
        <translation>Die Regeln für %1 lassen sich nicht als iptables-Regeln aufschreiben: %2</translation>
    </message>
    <message>
        <source>The rules are in %1, but iptables-restore loads into the other backend at start. See “update-alternatives --config iptables”.</source>
        <translation>Die Regeln stehen in %1, aber iptables-restore lädt beim Start in das andere Backend. Mehr zeigt „update-alternatives --config iptables“.</translation>
    </message>
    <message>
        <source>Rules in %1 are not saved: iptables-restore loads into the other backend at start.</source>
        <translation>Regeln in %1 werden nicht gespeichert: iptables-restore lädt beim Start in das andere Backend.</translation>
    </message>
    <message>
        <source>%1 is switched off, so nothing is loaded at start. Switch it on with “systemctl enable %1”.</source>
        <translation>%1 ist ausgeschaltet, deshalb wird beim Start nichts geladen. Einschalten mit „systemctl enable %1“.</translation>
    </message>
    <message>
        <source>%2 also runs at start, and %1 takes all rules away first (“flush ruleset”). Which of them comes last is not certain.</source>
        <translation>%2 läuft ebenfalls beim Start, und %1 entfernt zuerst alle Regeln („flush ruleset“). Es ist nicht sicher, was davon zuletzt kommt.</translation>
    </message>
    <message>
        <source>%2 sets %1 to another value, and may be read later.</source>
        <translation>%2 setzt %1 auf einen anderen Wert und wird vielleicht später gelesen.</translation>
    </message>
    <message>
        <source>%1 holds no saved rules. It is replaced; the old one stays beside it.</source>
        <translation>%1 enthält keine gespeicherten Regeln. Die Datei wird ersetzt; die alte bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>%1 is switched off: this system loads rules itself.</source>
        <translation>%1 ist ausgeschaltet: Dieses System lädt Regeln selbst.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Planner</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Use This Size</source>
        <translation>Diese Größe &amp;übernehmen</translation>
    </message>
    <message>
        <source>Show C&amp;ommands…</source>
        <translation>B&amp;efehle anzeigen…</translation>
    </message>
    <message>
        <source>What is expected</source>
        <translation>Was erwartet wird</translation>
    </message>
    <message>
        <source>Start fro&amp;m:</source>
        <translation>Aus&amp;gehen von:</translation>
    </message>
    <message>
        <source>Measured on this computer</source>
        <translation>Auf diesem Computer gemessen</translation>
    </message>
    <message>
        <source>&amp;New connections per second</source>
        <translation>&amp;Neue Verbindungen pro Sekunde</translation>
    </message>
    <message>
        <source>&amp;Seconds a short one stays</source>
        <translation>&amp;Sekunden, die eine kurze bleibt</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Long-lived connections</source>
        <translation>&amp;Lang bestehende Verbindungen</translation>
    </message>
    <message>
        <source>&amp;Room to keep free</source>
        <translation>&amp;Platz, der frei bleiben soll</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Table si&amp;ze to try</source>
        <translation>Tabellengröße zum Auspro&amp;bieren</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>&amp;Buckets to try</source>
        <translation>Buckets zum &amp;Ausprobieren</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>Result of the plan</source>
        <translation>Ergebnis der Planung</translation>
    </message>
    <message>
        <source>Result of the plan, as a table</source>
        <translation>Ergebnis der Planung als Tabelle</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>The first lines change the limits now; the file keeps them after a restart.</source>
        <translation>Die ersten Zeilen ändern die Grenzen sofort; die Datei erhält sie über einen Neustart hinaus.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieberegler</translation>
    </message>
    <message>
        <source>In force now: table size %1, buckets %2.</source>
        <translation>Jetzt in Kraft: Tabellengröße %1, Buckets %2.</translation>
    </message>
    <message>
        <source>Connection tracking is not in use now; usual limits are assumed.</source>
        <translation>Die Verbindungsverfolgung ist gerade nicht in Gebrauch; übliche Grenzen werden angenommen.</translation>
    </message>
    <message>
        <source>Places needed at the busiest moment</source>
        <translation>Benötigte Plätze zur stärksten Zeit</translation>
    </message>
    <message>
        <source>Time until full, from empty</source>
        <translation>Zeit, bis die leere Tabelle voll ist</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Memory when full</source>
        <translation>Speicher, wenn voll</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>Entries per bucket when busy</source>
        <translation>Einträge pro Bucket bei starker Last</translation>
    </message>
    <message>
        <source>Recommended table size</source>
        <translation>Empfohlene Tabellengröße</translation>
    </message>
    <message>
        <source>Recommended buckets</source>
        <translation>Empfohlene Buckets</translation>
    </message>
    <message>
        <source>A full table would take %1 % of this computer&apos;s memory.</source>
        <translation>Eine volle Tabelle würde %1 % des Speichers dieses Computers belegen.</translation>
    </message>
    <message>
        <source>Too few buckets: each look-up walks %1 entries.</source>
        <translation>Zu wenige Buckets: Jede Suche geht %1 Einträge durch.</translation>
    </message>
    <message>
        <source>Set %1 Buckets</source>
        <translation>%1 Buckets einstellen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::PracticeBanner</name>
    <message>
        <source>Leave Practice</source>
        <translation>Übung verlassen</translation>
    </message>
    <message>
        <source>Practice: a network of its own. Nothing on this computer changes.</source>
        <translation>Übung: ein eigenes Netzwerk. An diesem Computer ändert sich nichts.</translation>
    </message>
    <message>
        <source>%1  Story: %2.</source>
        <translation>%1  Geschichte: %2.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::PracticeDialog</name>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Each story is a small broken network of its own, with a real firewall. Nothing on this computer changes.</source>
        <translation>Jede Geschichte ist ein eigenes kleines, kaputtes Netzwerk mit einer echten Firewall. An diesem Computer ändert sich nichts.</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>Geschichten</translation>
    </message>
    <message>
        <source>About the story</source>
        <translation>Über die Geschichte</translation>
    </message>
    <message>
        <source>iptables (nftables)</source>
        <translation>iptables (nftables)</translation>
    </message>
    <message>
        <source>iptables (legacy)</source>
        <translation>iptables (legacy)</translation>
    </message>
    <message>
        <source>Kind of &amp;firewall:</source>
        <translation>Art der &amp;Firewall:</translation>
    </message>
    <message>
        <source>&amp;Start Story</source>
        <translation>Geschichte &amp;starten</translation>
    </message>
    <message>
        <source>The practice program portlight-lab isn&apos;t installed.</source>
        <translation>Das Übungsprogramm portlight-lab ist nicht installiert.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ReadPage</name>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Reading the rules needs an administrator&apos;s permission.</source>
        <translation>Zum Lesen der Regeln ist die Erlaubnis eines Administrators nötig.</translation>
    </message>
    <message>
        <source>Portlight reads rules, counters and the connection table. It changes nothing.</source>
        <translation>Portlight liest Regeln, Zähler und die Verbindungstabelle. Es ändert nichts.</translation>
    </message>
    <message>
        <source>Without permission, press Next: checks that need none still run, the others show &quot;Can&apos;t tell&quot;.</source>
        <translation>Ohne Erlaubnis auf „Weiter“ drücken: Prüfungen, die keine brauchen, laufen trotzdem; die anderen zeigen „Nicht feststellbar“.</translation>
    </message>
    <message>
        <source>Waiting for permission…</source>
        <translation>Warten auf die Erlaubnis…</translation>
    </message>
    <message>
        <source>The rules can be read.</source>
        <translation>Die Regeln lassen sich lesen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RehearsalDialog</name>
    <message>
        <source>&amp;Rehearse</source>
        <translation>&amp;Proben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Rehearse First</source>
        <translation>Zuerst proben</translation>
    </message>
    <message>
        <source>Another computer connects to this one</source>
        <translation>Ein anderer Computer verbindet sich mit diesem</translation>
    </message>
    <message>
        <source>This computer connects to another one</source>
        <translation>Dieser Computer verbindet sich mit einem anderen</translation>
    </message>
    <message>
        <source>Traffic passes through this computer</source>
        <translation>Verkehr geht durch diesen Computer hindurch</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>for example 8080, or ssh</source>
        <translation>zum Beispiel 8080 oder ssh</translation>
    </message>
    <message>
        <source>&amp;Which way:</source>
        <translation>&amp;Richtung:</translation>
    </message>
    <message>
        <source>Proto&amp;col:</source>
        <translation>Proto&amp;koll:</translation>
    </message>
    <message>
        <source>&amp;Port or service:</source>
        <translation>P&amp;ort oder Dienst:</translation>
    </message>
    <message>
        <source>&amp;From address:</source>
        <translation>&amp;Absenderadresse:</translation>
    </message>
    <message>
        <source>&amp;To address:</source>
        <translation>&amp;Zieladresse:</translation>
    </message>
    <message>
        <source>Result of the rehearsal</source>
        <translation>Ergebnis der Probe</translation>
    </message>
    <message>
        <source>What the kernel did</source>
        <translation>Was der Kernel getan hat</translation>
    </message>
    <message>
        <source>Rehearsing</source>
        <translation>Probe läuft</translation>
    </message>
    <message>
        <source>The connection is tried on the real kernel, in a copy of this firewall. Nothing here is changed.</source>
        <translation>Die Verbindung wird mit dem echten Kernel ausprobiert, in einer Kopie dieser Firewall. Hier wird nichts geändert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address. Use one such as 192.0.2.7.</source>
        <translation>„%1“ ist keine Adresse. Eine wie 192.0.2.7 verwenden.</translation>
    </message>
    <message>
        <source>%1 is missing: the copy needs both ends of the connection.</source>
        <translation>%1 fehlt: Die Kopie braucht beide Enden der Verbindung.</translation>
    </message>
    <message>
        <source>Enter a port such as 8080, or a service such as ssh.</source>
        <translation>Einen Port wie 8080 oder einen Dienst wie ssh eingeben.</translation>
    </message>
    <message>
        <source>What the kernel did is told here.</source>
        <translation>Hier steht, was der Kernel getan hat.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RehearsalWords</name>
    <message>
        <source>The connection works with the change, and works without it, too.</source>
        <translation>Die Verbindung funktioniert mit der Änderung, und ohne sie auch.</translation>
    </message>
    <message>
        <source>The connection works with the change.</source>
        <translation>Die Verbindung funktioniert mit der Änderung.</translation>
    </message>
    <message>
        <source>The change breaks the connection: it ends at %1.</source>
        <translation>Die Änderung unterbricht die Verbindung; sie endet hier: %1.</translation>
    </message>
    <message>
        <source>The connection does not work with the change: it ends at %1.</source>
        <translation>Die Verbindung funktioniert mit der Änderung nicht; sie endet hier: %1.</translation>
    </message>
    <message>
        <source>The change breaks the connection, and no rule that was seen ends it.</source>
        <translation>Die Änderung unterbricht die Verbindung, und keine der beobachteten Regeln beendet sie.</translation>
    </message>
    <message>
        <source>The connection does not work with the change, and no rule that was seen ends it.</source>
        <translation>Die Verbindung funktioniert mit der Änderung nicht, und keine der beobachteten Regeln beendet sie.</translation>
    </message>
    <message>
        <source>Connections that exist already are not in the copy.</source>
        <translation>Bereits bestehende Verbindungen sind in der Kopie nicht enthalten.</translation>
    </message>
    <message>
        <source>What limits have counted so far is not in the copy; they begin anew.</source>
        <translation>Was Begrenzungen bisher gezählt haben, ist in der Kopie nicht enthalten; sie beginnen von vorn.</translation>
    </message>
    <message>
        <source>Which of legacy and nft comes first is not known; the copy asks nft first.</source>
        <translation>Es ist nicht bekannt, was zuerst kommt, legacy oder nft; die Kopie fragt zuerst nft.</translation>
    </message>
    <message>
        <source>This rule could not be copied: %1</source>
        <translation>Diese Regel ließ sich nicht kopieren: %1</translation>
    </message>
    <message>
        <source>This nftables table could not be copied: %1</source>
        <translation>Diese nftables-Tabelle ließ sich nicht kopieren: %1</translation>
    </message>
    <message>
        <source>These rules could not be read completely and were left out: %1</source>
        <translation>Diese Regeln ließen sich nicht vollständig lesen und wurden weggelassen: %1</translation>
    </message>
    <message>
        <source>The contents of ipsets could not be copied.</source>
        <translation>Der Inhalt von ipsets ließ sich nicht kopieren.</translation>
    </message>
    <message>
        <source>Bridges are plain network devices in the copy.</source>
        <translation>Bridges sind in der Kopie einfache Netzwerkgeräte.</translation>
    </message>
    <message>
        <source>There are too many network devices to copy them all.</source>
        <translation>Es gibt zu viele Netzwerkgeräte, um sie alle zu kopieren.</translation>
    </message>
    <message>
        <source>The network device %1 is not as it is here.</source>
        <translation>Das Netzwerkgerät %1 ist nicht so wie hier.</translation>
    </message>
    <message>
        <source>The copy sends as root; rules about users and programs see that.</source>
        <translation>Die Kopie sendet als root; Regeln zu Benutzern und Programmen sehen das.</translation>
    </message>
    <message>
        <source>Network cards have other hardware addresses in the copy.</source>
        <translation>Netzwerkkarten haben in der Kopie andere Hardware-Adressen.</translation>
    </message>
    <message>
        <source>Programs that packets are handed to do not run in the copy.</source>
        <translation>Programme, denen Pakete übergeben werden, laufen in der Kopie nicht.</translation>
    </message>
    <message>
        <source>The copy takes it that %1 would answer.</source>
        <translation>Die Kopie nimmt an, dass %1 antworten würde.</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Gefragt: %1</translation>
    </message>
    <message>
        <source>Without the change: %1</source>
        <translation>Ohne die Änderung: %1</translation>
    </message>
    <message>
        <source>With the change: %1</source>
        <translation>Mit der Änderung: %1</translation>
    </message>
    <message>
        <source>What the copy does not tell:</source>
        <translation>Was die Kopie nicht zeigt:</translation>
    </message>
    <message>
        <source>Nobody answers in the copy where this rule sends packets: %1</source>
        <translation>Dort, wohin diese Regel Pakete schickt, antwortet in der Kopie niemand: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ReportWords</name>
    <message>
        <source>Portlight report</source>
        <translation>Portlight-Bericht</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>The question</source>
        <translation>Die Frage</translation>
    </message>
    <message>
        <source>How this is known</source>
        <translation>Woher das bekannt ist</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Was sich tun lässt</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Connection table</source>
        <translation>Verbindungstabelle</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Comes in through</source>
        <translation>Kommt herein über</translation>
    </message>
    <message>
        <source>Leaves through</source>
        <translation>Geht hinaus über</translation>
    </message>
    <message>
        <source>anyone</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Gewissheit</translation>
    </message>
    <message>
        <source>Kept after a restart by</source>
        <translation>Nach einem Neustart erhalten durch</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>Buckets</translation>
    </message>
    <message>
        <source>in</source>
        <translation>eingehend</translation>
    </message>
    <message>
        <source>out</source>
        <translation>ausgehend</translation>
    </message>
    <message>
        <source>through</source>
        <translation>hindurch</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Works, but is in danger</source>
        <translation>Funktioniert, ist aber gefährdet</translation>
    </message>
    <message>
        <source>Can&apos;t tell</source>
        <translation>Nicht feststellbar</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Calculated</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Hidden here</source>
        <translation>Hier verborgen</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>What is left over: policies of all rule lists</source>
        <translation>Was übrig bleibt: Grundregeln aller Regellisten</translation>
    </message>
    <message>
        <source>Rules for what comes in (INPUT)</source>
        <translation>Regeln für das, was hereinkommt (INPUT)</translation>
    </message>
    <message>
        <source>Rules for what goes out (OUTPUT)</source>
        <translation>Regeln für das, was hinausgeht (OUTPUT)</translation>
    </message>
    <message>
        <source>Address translation (nat)</source>
        <translation>Adressumsetzung (nat)</translation>
    </message>
    <message>
        <source>Rules that this connection meets</source>
        <translation>Regeln, auf die diese Verbindung trifft</translation>
    </message>
    <message>
        <source>Losses of connection tracking since the start</source>
        <translation>Verluste der Verbindungsverfolgung seit dem Start</translation>
    </message>
    <message>
        <source>Programs that listen on this port</source>
        <translation>Programme, die auf diesem Port lauschen</translation>
    </message>
    <message>
        <source>Passing packets on</source>
        <translation>Weiterleitung von Paketen</translation>
    </message>
    <message>
        <source>Rules and policies that have stopped packets</source>
        <translation>Regeln und Grundregeln, die Pakete aufgehalten haben</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ReviewDialog</name>
    <message>
        <source>&amp;Leave Out</source>
        <translation>&amp;Weglassen</translation>
    </message>
    <message>
        <source>Until restart</source>
        <translation>Bis zum Neustart</translation>
    </message>
    <message>
        <source>Kept after restart</source>
        <translation>Über den Neustart hinaus</translation>
    </message>
    <message>
        <source>&amp;Rehearse First…</source>
        <translation>Zuerst &amp;proben…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Review Changes</source>
        <translation>Änderungen durchsehen</translation>
    </message>
    <message>
        <source>C&amp;hanges, in this order:</source>
        <translation>Änderungen, in dieser &amp;Reihenfolge:</translation>
    </message>
    <message>
        <source>Changes not applied</source>
        <translation>Nicht angewendete Änderungen</translation>
    </message>
    <message>
        <source>Leave out the selected change</source>
        <translation>Die ausgewählte Änderung weglassen</translation>
    </message>
    <message>
        <source>The same as co&amp;mmands:</source>
        <translation>Dasselbe als &amp;Befehle:</translation>
    </message>
    <message>
        <source>Copy as &amp;Script</source>
        <translation>Als &amp;Skript kopieren</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>The rules were changed by another program meanwhile. What is shown here is fitted to the new ones.</source>
        <translation>Die Regeln wurden inzwischen von einem anderen Programm geändert. Was hier steht, ist an die neuen angepasst.</translation>
    </message>
    <message>
        <source>&amp;Try for:</source>
        <translation>A&amp;usprobieren für:</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> Sekunden</translation>
    </message>
    <message>
        <source>Seconds until the change is undone by itself</source>
        <translation>Sekunden, bis die Änderung von selbst zurückgenommen wird</translation>
    </message>
    <message>
        <source>When it is kept:</source>
        <translation>Wenn sie behalten wird:</translation>
    </message>
    <message>
        <source>The change is gone when the computer starts again.</source>
        <translation>Die Änderung geht verloren, wenn der Computer neu startet.</translation>
    </message>
    <message>
        <source>After Keep Change, all running rules are saved as this system saves them. What is written is shown before.</source>
        <translation>Nach „Änderung behalten“ werden alle laufenden Regeln so gespeichert, wie dieses System sie speichert. Was geschrieben wird, ist vorher zu sehen.</translation>
    </message>
    <message>
        <source>Unless it is kept in this time, it is undone by itself, even if this window or the network goes away.</source>
        <translation>Wird die Änderung in dieser Zeit nicht behalten, nimmt sie sich von selbst zurück, auch wenn dieses Fenster oder das Netzwerk verschwindet.</translation>
    </message>
    <message>
        <source>Tries a connection in a copy of the firewall, without the changes and with them. Nothing here is changed.</source>
        <translation>Probiert eine Verbindung in einer Kopie der Firewall aus, ohne die Änderungen und mit ihnen. Hier wird nichts geändert.</translation>
    </message>
    <message>
        <source>None of the changes fits the rules any more. Leave them out, or close this and change the rules anew.</source>
        <translation>Keine der Änderungen passt mehr zu den Regeln. Die Änderungen weglassen, oder dieses Fenster schließen und die Regeln neu ändern.</translation>
    </message>
    <message>
        <source>A change no longer fits the rules. Leave it out first, so that it is clear what is applied.</source>
        <translation>Eine Änderung passt nicht mehr zu den Regeln. Sie zuerst weglassen, damit klar ist, was angewendet wird.</translation>
    </message>
    <message>
        <source>Changes of firewall rules, to be run as root.</source>
        <translation>Änderungen an Firewall-Regeln, als root auszuführen.</translation>
    </message>
    <message>
        <source>%1 — does not fit any more: %2</source>
        <translation>%1 — passt nicht mehr: %2</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply for %n Second(s)</source>
        <translation>
            <numerusform>Für %n Sekunde &amp;anwenden</numerusform>
            <numerusform>Für %n Sekunden &amp;anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be checked whether the change cuts a connection in use. %1</source>
        <translation>Es ließ sich nicht prüfen, ob die Änderung eine benutzte Verbindung trennt. %1</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und %n weitere.</numerusform>
            <numerusform>Und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unless it is kept, it is undone after the time below.</source>
        <translation>Wird die Änderung nicht behalten, wird sie nach der unten angegebenen Zeit zurückgenommen.</translation>
    </message>
    <message>
        <source>%1, to other computers: %2</source>
        <comment>IPv4</comment>
        <translation>%1, zu anderen Rechnern: %2</translation>
    </message>
    <message>
        <source>%1, for what passes through: %2</source>
        <comment>IPv4</comment>
        <translation>%1, für das, was hindurchgeht: %2</translation>
    </message>
    <message>
        <source>%1, for programs here: %2</source>
        <comment>IPv4</comment>
        <translation>%1, für Programme hier: %2</translation>
    </message>
    <message>
        <source>What the changes open and close</source>
        <translation>Was die Änderungen öffnen und schließen</translation>
    </message>
    <message>
        <source>Calculating what the changes open and close…</source>
        <translation>Es wird berechnet, was die Änderungen öffnen und schließen…</translation>
    </message>
    <message>
        <source>What the changes open and close can&apos;t be told: the rules are too many, or too entangled, to calculate.</source>
        <translation>Was die Änderungen öffnen und schließen, lässt sich nicht sagen: Die Regeln sind zu viele oder zu verflochten, um es zu berechnen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::ReviewPage</name>
    <message>
        <source>Added: %1</source>
        <translation>Hinzugefügt: %1</translation>
    </message>
    <message>
        <source>Removed: %1</source>
        <translation>Entfernt: %1</translation>
    </message>
    <message>
        <source>Applied for 90 seconds. Unless it is kept, it is undone by itself, even if this window or the network goes away.</source>
        <translation>Gilt für 90 Sekunden. Wird die Änderung nicht behalten, nimmt sie sich von selbst zurück, auch wenn dieses Fenster oder das Netzwerk verschwindet.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Rules before the change</source>
        <translation>Regeln vor der Änderung</translation>
    </message>
    <message>
        <source>Rules after the change</source>
        <translation>Regeln nach der Änderung</translation>
    </message>
    <message>
        <source>As co&amp;mmands</source>
        <translation>Als &amp;Befehle</translation>
    </message>
    <message>
        <source>&amp;Copy Commands</source>
        <translation>Befehle &amp;kopieren</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Applying the change</source>
        <translation>Änderung wird angewendet</translation>
    </message>
    <message>
        <source>Check Again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>What changes: %1</source>
        <translation>Was sich ändert: %1</translation>
    </message>
    <message>
        <source>Lasts until restart. This system has no program that saves rules.</source>
        <translation>Gilt bis zum Neustart. Dieses System hat kein Programm, das Regeln speichert.</translation>
    </message>
    <message>
        <source>Lasts until restart. To keep it after a restart, save it with %1.</source>
        <translation>Gilt bis zum Neustart. Um die Änderung danach zu behalten, mit %1 speichern.</translation>
    </message>
    <message>
        <source>&amp;Rehearse First</source>
        <translation>Zuerst &amp;proben</translation>
    </message>
    <message>
        <source>Tries the asked connection in a copy of the firewall, without the change and with it. Nothing here is changed.</source>
        <translation>Probiert die angefragte Verbindung in einer Kopie der Firewall aus, ohne die Änderung und mit ihr. Hier wird nichts geändert.</translation>
    </message>
    <message>
        <source>Trying it in a copy of the firewall…</source>
        <translation>Wird in einer Kopie der Firewall ausprobiert…</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleActions</name>
    <message>
        <source>&amp;Add Rule…</source>
        <translation>Regel &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Edit Rule…</source>
        <translation>Regel &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Switch Off</source>
        <translation>&amp;Ausschalten</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben verschieben</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>Nach &amp;unten verschieben</translation>
    </message>
    <message>
        <source>Change &quot;&amp;Otherwise&quot;…</source>
        <translation>„&amp;Sonst“ ändern…</translation>
    </message>
    <message>
        <source>&amp;New Rule List…</source>
        <translation>Neue Rege&amp;lliste…</translation>
    </message>
    <message>
        <source>Re&amp;name Rule List…</source>
        <translation>Regelliste u&amp;mbenennen…</translation>
    </message>
    <message>
        <source>Remove All R&amp;ules</source>
        <translation>Alle &amp;Regeln entfernen</translation>
    </message>
    <message>
        <source>Remove Rule &amp;List</source>
        <translation>Regellis&amp;te entfernen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy as Co&amp;mmand</source>
        <translation>Als Be&amp;fehl kopieren</translation>
    </message>
    <message>
        <source>Find Ne&amp;xt</source>
        <translation>Nä&amp;chstes suchen</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>&amp;Vorheriges suchen</translation>
    </message>
    <message>
        <source>&amp;Switch On</source>
        <translation>E&amp;inschalten</translation>
    </message>
    <message>
        <source>&amp;Duplicate Rule…</source>
        <translation>Regel &amp;duplizieren…</translation>
    </message>
    <message>
        <source>Set Its &amp;Counters to Zero</source>
        <translation>Ihre &amp;Zähler auf null setzen</translation>
    </message>
    <message>
        <source>Set All Counters to &amp;Zero</source>
        <translation>Alle Zähler auf &amp;null setzen</translation>
    </message>
    <message>
        <source>Make &amp;Permanent…</source>
        <translation>Dauer&amp;haft machen…</translation>
    </message>
    <message>
        <source>Only Never &amp;Matched</source>
        <translation>Nur &amp;nie zutreffende</translation>
    </message>
    <message>
        <source>Show only the rules that no packet matched since they are watched.</source>
        <translation>Nur die Regeln zeigen, auf die kein Paket zutraf, seit sie beobachtet werden.</translation>
    </message>
    <message>
        <source>Only With Re&amp;marks</source>
        <translation>Nur mit Anmerkun&amp;gen</translation>
    </message>
    <message>
        <source>Show only rules that can never match, or that repeat or contradict others.</source>
        <translation>Nur Regeln zeigen, die nie zutreffen können oder andere wiederholen oder ihnen widersprechen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleDetails</name>
    <message>
        <source>What the rule does</source>
        <translation>Was die Regel tut</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>E&amp;xplanation</source>
        <translation>E&amp;rklärung</translation>
    </message>
    <message>
        <source>Command of the rule</source>
        <translation>Befehl der Regel</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Co&amp;mmand</source>
        <translation>&amp;Befehl</translation>
    </message>
    <message>
        <source>Details of the rule</source>
        <translation>Einzelheiten der Regel</translation>
    </message>
    <message>
        <source>Pick a rule to see what it means.</source>
        <translation>Eine Regel auswählen, um zu sehen, was sie bedeutet.</translation>
    </message>
    <message>
        <source>•  %1: Portlight doesn&apos;t know this part; where it matters the answer is &quot;Can&apos;t tell&quot;.</source>
        <translation>•  %1: Portlight kennt diesen Teil nicht; wo es darauf ankommt, lautet die Antwort „Nicht feststellbar“.</translation>
    </message>
    <message>
        <source>It asks nothing: every packet that gets here matches.</source>
        <translation>Sie stellt keine Bedingung: Jedes Paket, das hier ankommt, passt.</translation>
    </message>
    <message>
        <source>A packet matches when all of this holds: %1</source>
        <translation>Ein Paket passt, wenn all das zutrifft: %1</translation>
    </message>
    <message>
        <source>Rules in front of it are asked first; the first one that decides, wins.</source>
        <translation>Regeln davor werden zuerst gefragt; die erste, die entscheidet, gewinnt.</translation>
    </message>
    <message>
        <source>This happens to every packet that no rule above decided about.</source>
        <translation>Das geschieht mit jedem Paket, über das keine Regel darüber entschieden hat.</translation>
    </message>
    <message>
        <source>No rule here decided: the list that sent the packet goes on with its next rule.</source>
        <translation>Keine Regel hier hat entschieden: Die Regelliste, die das Paket geschickt hat, macht mit ihrer nächsten Regel weiter.</translation>
    </message>
    <message numerus="yes">
        <source>Matched %1 packet(s), %2, since the counters were last set to zero.</source>
        <translation>
            <numerusform>Hat auf %1 Paket gepasst, %2, seit die Zähler zuletzt auf null gesetzt wurden.</numerusform>
            <numerusform>Hat auf %1 Pakete gepasst, %2, seit die Zähler zuletzt auf null gesetzt wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Who made it</source>
        <translation>Wer sie angelegt hat</translation>
    </message>
    <message>
        <source>&amp;Who Made It</source>
        <translation>&amp;Wer sie angelegt hat</translation>
    </message>
    <message>
        <source>This rule belongs to nftables alone. It is shown in nft&apos;s own words and can be changed with nft only, or by the program that made it.</source>
        <translation>Diese Regel gehört allein zu nftables. Sie wird im Wortlaut von nft angezeigt und kann nur mit nft oder von dem Programm geändert werden, das sie angelegt hat.</translation>
    </message>
    <message>
        <source>Somebody wrote this rule with nft into a table of iptables, which has no words for it. Portlight shows what nft says, not what iptables prints. It can be changed with nft only.</source>
        <translation>Jemand hat diese Regel mit nft in eine Tabelle von iptables geschrieben, das keine Worte dafür hat. Portlight zeigt, was nft sagt, nicht, was iptables ausgibt. Sie kann nur mit nft geändert werden.</translation>
    </message>
    <message>
        <source>Comment: %1</source>
        <translation>Kommentar: %1</translation>
    </message>
    <message>
        <source>Made by a person, a script or a program that leaves no name.</source>
        <translation>Angelegt von einer Person, einem Skript oder einem Programm, das keinen Namen hinterlässt.</translation>
    </message>
    <message>
        <source>Made by %1.</source>
        <translation>Angelegt von %1.</translation>
    </message>
    <message>
        <source>It keeps the list %1 for rules of your own: what stands there stays.</source>
        <translation>Für eigene Regeln gibt es dort die Regelliste %1: Was darin steht, bleibt.</translation>
    </message>
    <message>
        <source>To say the same its own way:</source>
        <translation>Dasselbe auf dessen eigene Weise:</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command: %1</source>
        <translation>Den Befehl kopieren: %1</translation>
    </message>
    <message>
        <source>Its packets are not counted.</source>
        <translation>Ihre Pakete werden nicht gezählt.</translation>
    </message>
    <message>
        <source>It is switched off: it stays in its place and matches nothing.</source>
        <translation>Sie ist ausgeschaltet: Sie bleibt an ihrer Stelle und trifft nie zu.</translation>
    </message>
    <message>
        <source>%1. The rule may be older: the kernel does not tell since when it counts.</source>
        <translation>%1. Die Regel kann älter sein: Der Kernel sagt nicht, seit wann er zählt.</translation>
    </message>
    <message>
        <source>Members of the sets</source>
        <translation>Mitglieder der Sets</translation>
    </message>
    <message>
        <source>&amp;Sets</source>
        <translation>&amp;Sets</translation>
    </message>
    <message>
        <source>What is in the set stands in the tab Sets.</source>
        <translation>Was im Set ist, steht auf der Karte „Sets“.</translation>
    </message>
    <message>
        <source>What is wrong with the rule</source>
        <translation>Was an der Regel nicht stimmt</translation>
    </message>
    <message>
        <source>Show Rule %1</source>
        <translation>Regel %1 zeigen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleEditor</name>
    <message>
        <source>Add Rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Edit Rule</source>
        <translation>Regel bearbeiten</translation>
    </message>
    <message>
        <source>Rule list %1 · table %2 · %3 · %4</source>
        <translation>Regelliste %1 · Tabelle %2 · %3 · %4</translation>
    </message>
    <message>
        <source>iptables (legacy)</source>
        <translation>iptables (legacy)</translation>
    </message>
    <message>
        <source>iptables (nftables)</source>
        <translation>iptables (nftables)</translation>
    </message>
    <message>
        <source>P&amp;lace:</source>
        <translation>Ste&amp;lle:</translation>
    </message>
    <message>
        <source>Place in the list</source>
        <translation>Stelle in der Liste</translation>
    </message>
    <message>
        <source>Parts that have no field</source>
        <translation>Teile, für die es kein Feld gibt</translation>
    </message>
    <message>
        <source>The rule as &amp;text, for all that has no field:</source>
        <translation>Die Regel als &amp;Text, für alles, was kein Feld hat:</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>&amp;Add Rule</source>
        <translation>Regel &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Change Rule</source>
        <translation>Regel ä&amp;ndern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>First</source>
        <translation>An erster Stelle</translation>
    </message>
    <message>
        <source>Before rule %1</source>
        <translation>Vor Regel %1</translation>
    </message>
    <message>
        <source>After rule %1</source>
        <translation>Nach Regel %1</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>An letzter Stelle</translation>
    </message>
    <message>
        <source>Copy Its Command</source>
        <translation>Befehl dafür kopieren</translation>
    </message>
    <message>
        <source>Kept, and shown as text only: %1</source>
        <translation>Bleibt erhalten und wird nur als Text angezeigt: %1</translation>
    </message>
    <message>
        <source>State of the rule</source>
        <translation>Zustand der Regel</translation>
    </message>
    <message>
        <source>%1 The fields follow when the text can be read.</source>
        <translation>%1 Die Felder folgen, sobald sich der Text lesen lässt.</translation>
    </message>
    <message>
        <source>The rule is not complete yet.</source>
        <translation>Die Regel ist noch nicht vollständig.</translation>
    </message>
    <message>
        <source>The rule is as it was.</source>
        <translation>Die Regel ist, wie sie war.</translation>
    </message>
    <message>
        <source>Nothing is changed yet: the rule goes to the changes not applied.</source>
        <translation>Noch ist nichts geändert: Die Regel kommt zu den nicht angewendeten Änderungen.</translation>
    </message>
    <message>
        <source>Add a Rule to %1</source>
        <translation>Eine Regel zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change Rule %1 in %2</source>
        <translation>Regel %1 in %2 ändern</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleFieldsView</name>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Drop silently</source>
        <translation>Stumm verwerfen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Only log</source>
        <translation>Nur protokollieren</translation>
    </message>
    <message>
        <source>Continue in another list</source>
        <translation>Weiter in anderer Regelliste</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Only count</source>
        <translation>Nur zählen</translation>
    </message>
    <message>
        <source>Send on to another address</source>
        <translation>An eine andere Adresse weiterschicken</translation>
    </message>
    <message>
        <source>Send to this computer</source>
        <translation>An diesen Computer schicken</translation>
    </message>
    <message>
        <source>Change own address</source>
        <translation>Eigene Adresse ändern</translation>
    </message>
    <message>
        <source>Share this computer&apos;s address</source>
        <translation>Die Adresse dieses Rechners teilen</translation>
    </message>
    <message>
        <source>As the text says</source>
        <translation>Wie es im Text steht</translation>
    </message>
    <message>
        <source>all but</source>
        <translation>alles außer</translation>
    </message>
    <message>
        <source>%1: all but this</source>
        <translation>%1: alles außer diesem</translation>
    </message>
    <message>
        <source>The rule is about everything but this.</source>
        <translation>Die Regel gilt für alles außer diesem.</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>ICMP (ping)</source>
        <translation>ICMP (Ping)</translation>
    </message>
    <message>
        <source>ICMPv6 (ping)</source>
        <translation>ICMPv6 (Ping)</translation>
    </message>
    <message>
        <source>Ping (echo-request)</source>
        <translation>Ping (echo-request)</translation>
    </message>
    <message>
        <source>Answer to a ping (echo-reply)</source>
        <translation>Antwort auf einen Ping (echo-reply)</translation>
    </message>
    <message>
        <source>Can&apos;t be reached (destination-unreachable)</source>
        <translation>Nicht erreichbar (destination-unreachable)</translation>
    </message>
    <message>
        <source>Took too long (time-exceeded)</source>
        <translation>Hat zu lange gedauert (time-exceeded)</translation>
    </message>
    <message>
        <source>Too big (packet-too-big)</source>
        <translation>Zu groß (packet-too-big)</translation>
    </message>
    <message>
        <source>Neighbour wanted (neighbour-solicitation)</source>
        <translation>Nachbar gesucht (neighbour-solicitation)</translation>
    </message>
    <message>
        <source>Neighbour here (neighbour-advertisement)</source>
        <translation>Nachbar ist hier (neighbour-advertisement)</translation>
    </message>
    <message>
        <source>For which packets</source>
        <translation>Für welche Pakete</translation>
    </message>
    <message>
        <source>any, or 192.0.2.0/24</source>
        <translation>beliebig oder 192.0.2.0/24</translation>
    </message>
    <message>
        <source>any, or 2001:db8::/32</source>
        <translation>beliebig oder 2001:db8::/32</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>any device</source>
        <translation>beliebiges Gerät</translation>
    </message>
    <message>
        <source>any, or 0x1</source>
        <translation>beliebig oder 0x1</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>established</source>
        <translation>bestehend</translation>
    </message>
    <message>
        <source>related</source>
        <translation>zugehörig</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <source>untracked</source>
        <translation>nicht verfolgt</translation>
    </message>
    <message>
        <source>Connection state: %1</source>
        <translation>Verbindungszustand: %1</translation>
    </message>
    <message>
        <source>any, or 22, ssh, 80,443</source>
        <translation>beliebig oder 22, ssh, 80,443</translation>
    </message>
    <message>
        <source>Packets at once before the limit counts</source>
        <translation>Pakete auf einmal, bevor die Grenze gilt</translation>
    </message>
    <message>
        <source>at once:</source>
        <translation>auf einmal:</translation>
    </message>
    <message>
        <source>for people only</source>
        <translation>nur für Menschen</translation>
    </message>
    <message>
        <source>What happens to them</source>
        <translation>Was mit ihnen geschieht</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>Die übliche</translation>
    </message>
    <message>
        <source>TCP reset: nothing listens here (tcp-reset)</source>
        <translation>TCP-Reset: Hier lauscht nichts (tcp-reset)</translation>
    </message>
    <message>
        <source>for example: blocked </source>
        <translation>zum Beispiel: blocked </translation>
    </message>
    <message>
        <source>192.0.2.7 or 192.0.2.7:8080</source>
        <translation>192.0.2.7 oder 192.0.2.7:8080</translation>
    </message>
    <message>
        <source>2001:db8::7 or [2001:db8::7]:8080</source>
        <translation>2001:db8::7 oder [2001:db8::7]:8080</translation>
    </message>
    <message>
        <source>This must be corrected.</source>
        <translation>Das muss korrigiert werden.</translation>
    </message>
    <message>
        <source>5/minute</source>
        <translation>5/minute</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleModel</name>
    <message>
        <source>Otherwise: Back to the list that sent the packet here</source>
        <translation>Sonst: Zurück zur Regelliste, die das Paket hierher geschickt hat</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Last 10 s</source>
        <translation>Letzte 10 s</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>by hand</source>
        <comment>who made a rule</comment>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>Geändert: %1</translation>
    </message>
    <message>
        <source>Moved: %1</source>
        <translation>Verschoben: %1</translation>
    </message>
    <message>
        <source>To be removed: %1</source>
        <translation>Wird entfernt: %1</translation>
    </message>
    <message>
        <source>Never matched since %1</source>
        <translation>Hat seit %1 nie gepasst</translation>
    </message>
    <message>
        <source>Never matched</source>
        <translation>Hat noch nie gepasst</translation>
    </message>
    <message>
        <source>off</source>
        <comment>packets counted by a rule that is switched off</comment>
        <translation>aus</translation>
    </message>
    <message>
        <source>never since %1</source>
        <comment>packets counted</comment>
        <translation>nie seit %1</translation>
    </message>
    <message>
        <source>never</source>
        <comment>packets counted</comment>
        <translation>nie</translation>
    </message>
    <message>
        <source>Off (%1)</source>
        <comment>a rule that is switched off, and its action</comment>
        <translation>Aus (%1)</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>Packets: %1</source>
        <translation>Pakete: %1</translation>
    </message>
    <message>
        <source>What it does: %1</source>
        <translation>Was sie tut: %1</translation>
    </message>
    <message>
        <source>Rule %1 of %2</source>
        <translation>Regel %1 von %2</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>Keine Nummer</translation>
    </message>
    <message>
        <source>Action: %1</source>
        <translation>Aktion: %1</translation>
    </message>
    <message>
        <source>Packets are not counted</source>
        <translation>Pakete werden nicht gezählt</translation>
    </message>
    <message>
        <source>%1 packets in the last 10 seconds</source>
        <translation>%1 Pakete in den letzten 10 Sekunden</translation>
    </message>
    <message>
        <source>Packets in the last 10 seconds: not known yet</source>
        <translation>Pakete in den letzten 10 Sekunden: noch nicht bekannt</translation>
    </message>
    <message>
        <source>Made by: %1</source>
        <translation>Herkunft: %1</translation>
    </message>
    <message>
        <source>Bytes: %1</source>
        <translation>Bytes: %1</translation>
    </message>
    <message>
        <source>%1. The rule may be older: the kernel does not tell since when it counts.</source>
        <translation>%1. Die Regel kann älter sein: Der Kernel sagt nicht, seit wann er zählt.</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>Hidden by rule 3 · what the rule does</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RuleWords</name>
    <message>
        <source>new connections</source>
        <translation>neue Verbindungen</translation>
    </message>
    <message>
        <source>answers of known connections</source>
        <translation>Antworten bekannter Verbindungen</translation>
    </message>
    <message>
        <source>traffic that belongs to known connections</source>
        <translation>Verkehr, der zu bekannten Verbindungen gehört</translation>
    </message>
    <message>
        <source>packets that fit no connection</source>
        <translation>Pakete, die zu keiner Verbindung passen</translation>
    </message>
    <message>
        <source>packets that are not tracked</source>
        <translation>Pakete, die nicht verfolgt werden</translation>
    </message>
    <message>
        <source>an address of this computer</source>
        <translation>einer Adresse dieses Computers</translation>
    </message>
    <message>
        <source>a broadcast address</source>
        <translation>einer Broadcast-Adresse</translation>
    </message>
    <message>
        <source>a multicast address</source>
        <translation>einer Multicast-Adresse</translation>
    </message>
    <message>
        <source>a unicast address</source>
        <translation>einer Unicast-Adresse</translation>
    </message>
    <message>
        <source>an address of a special type</source>
        <translation>einer Adresse besonderer Art</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>from anywhere but %1</source>
        <translation>von überall außer %1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>zu %1</translation>
    </message>
    <message>
        <source>to anywhere but %1</source>
        <translation>überallhin außer zu %1</translation>
    </message>
    <message>
        <source>arriving on %1</source>
        <translation>eingehend über %1</translation>
    </message>
    <message>
        <source>arriving on any device but %1</source>
        <translation>eingehend über jedes Gerät außer %1</translation>
    </message>
    <message>
        <source>leaving on %1</source>
        <translation>ausgehend über %1</translation>
    </message>
    <message>
        <source>leaving on any device but %1</source>
        <translation>ausgehend über jedes Gerät außer %1</translation>
    </message>
    <message>
        <source>everything but %1</source>
        <translation>alles außer %1</translation>
    </message>
    <message>
        <source>later fragments only</source>
        <translation>nur spätere Fragmente</translation>
    </message>
    <message>
        <source>no later fragments</source>
        <translation>keine späteren Fragmente</translation>
    </message>
    <message>
        <source>to port %1</source>
        <translation>an Port %1</translation>
    </message>
    <message>
        <source>to any port but %1</source>
        <translation>an jeden Port außer %1</translation>
    </message>
    <message>
        <source>from port %1</source>
        <translation>von Port %1</translation>
    </message>
    <message>
        <source>from any port but %1</source>
        <translation>von jedem Port außer %1</translation>
    </message>
    <message>
        <source>with TCP option %1</source>
        <translation>mit TCP-Option %1</translation>
    </message>
    <message>
        <source>without TCP option %1</source>
        <translation>ohne TCP-Option %1</translation>
    </message>
    <message>
        <source>to the ports %1</source>
        <translation>an die Ports %1</translation>
    </message>
    <message>
        <source>from the ports %1</source>
        <translation>von den Ports %1</translation>
    </message>
    <message>
        <source>from or to the ports %1</source>
        <translation>von den oder an die Ports %1</translation>
    </message>
    <message>
        <source>from or to any port but %1</source>
        <translation>von jedem oder an jeden Port außer %1</translation>
    </message>
    <message>
        <source>ping requests</source>
        <translation>Ping-Anfragen</translation>
    </message>
    <message>
        <source>ping answers</source>
        <translation>Ping-Antworten</translation>
    </message>
    <message>
        <source>messages of type %1</source>
        <translation>Nachrichten vom Typ %1</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>nur %1</translation>
    </message>
    <message>
        <source>all but %1</source>
        <translation>alles außer %1</translation>
    </message>
    <message>
        <source>connections with a translated address</source>
        <translation>Verbindungen mit umgesetzter Adresse</translation>
    </message>
    <message>
        <source>with mark %1</source>
        <translation>mit Markierung %1</translation>
    </message>
    <message>
        <source>without mark %1</source>
        <translation>ohne Markierung %1</translation>
    </message>
    <message>
        <source>from the network card %1</source>
        <translation>von der Netzwerkkarte %1</translation>
    </message>
    <message>
        <source>from any network card but %1</source>
        <translation>von jeder Netzwerkkarte außer %1</translation>
    </message>
    <message>
        <source>only the first packet of a connection</source>
        <translation>nur das erste Paket einer Verbindung</translation>
    </message>
    <message>
        <source>all but the first packet of a connection</source>
        <translation>alles außer dem ersten Paket einer Verbindung</translation>
    </message>
    <message>
        <source>with certain TCP flags only</source>
        <translation>nur mit bestimmten TCP-Flags</translation>
    </message>
    <message>
        <source>not from %1</source>
        <translation>nicht von %1</translation>
    </message>
    <message>
        <source>not to %1</source>
        <translation>nicht zu %1</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <comment>new connections over TCP</comment>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>if also %1 (Portlight doesn&apos;t know this part)</source>
        <translation>falls auch %1 (diesen Teil kennt Portlight nicht)</translation>
    </message>
    <message>
        <source>the other side gets “Connection refused” at once</source>
        <translation>die Gegenseite bekommt sofort „Connection refused“</translation>
    </message>
    <message>
        <source>the other side gets “No route to host” at once</source>
        <translation>die Gegenseite bekommt sofort „No route to host“</translation>
    </message>
    <message>
        <source>the other side gets “Network is unreachable” at once</source>
        <translation>die Gegenseite bekommt sofort „Network is unreachable“</translation>
    </message>
    <message>
        <source>the other side gets “Permission denied” at once</source>
        <translation>die Gegenseite bekommt sofort „Permission denied“</translation>
    </message>
    <message>
        <source>the other side is told at once</source>
        <translation>die Gegenseite erfährt es sofort</translation>
    </message>
    <message>
        <source>Only count %1</source>
        <translation>Nur zählen: %1</translation>
    </message>
    <message>
        <source>Allow %1</source>
        <translation>%1 erlauben</translation>
    </message>
    <message>
        <source>Drop %1 silently; the other side waits until it gives up</source>
        <translation>Stumm verwerfen: %1; die Gegenseite wartet, bis sie aufgibt</translation>
    </message>
    <message>
        <source>Refuse %1; %2</source>
        <translation>Ablehnen: %1; %2</translation>
    </message>
    <message>
        <source>Go back for %1: skip the rest of this rule list</source>
        <translation>Zurückgehen für %1: den Rest dieser Regelliste überspringen</translation>
    </message>
    <message>
        <source>Let a program decide about %1</source>
        <translation>Ein Programm entscheiden lassen über %1</translation>
    </message>
    <message>
        <source>Only log %1</source>
        <translation>Nur protokollieren: %1</translation>
    </message>
    <message>
        <source>Continue in %1 with %2</source>
        <translation>Weiter in %1 mit: %2</translation>
    </message>
    <message>
        <source>Continue in %1 with %2, without coming back</source>
        <translation>Weiter in %1, ohne Rückkehr, mit: %2</translation>
    </message>
    <message>
        <source>Mark %1, and go on</source>
        <translation>Markieren: %1, und weitergehen</translation>
    </message>
    <message>
        <source>Set how %1 is tracked, and go on</source>
        <translation>Festlegen, wie verfolgt wird: %1, und weitergehen</translation>
    </message>
    <message>
        <source>Send %1 to a port of this computer: %2</source>
        <translation>An einen Port dieses Computers schicken: %1: %2</translation>
    </message>
    <message>
        <source>Send %1 on to another address: %2</source>
        <translation>An eine andere Adresse weiterschicken: %1: %2</translation>
    </message>
    <message>
        <source>Share this computer&apos;s address for %1</source>
        <translation>Die Adresse dieses Computers mitbenutzen für %1</translation>
    </message>
    <message>
        <source>Change the sender&apos;s address of %1: %2</source>
        <translation>Die Absenderadresse ändern für %1: %2</translation>
    </message>
    <message>
        <source>Change packets (%2) of %1, and go on</source>
        <translation>Pakete ändern (%2) für %1, und weitergehen</translation>
    </message>
    <message>
        <source>%2 for %1 (Portlight doesn&apos;t know this action)</source>
        <translation>%2 für %1 (Portlight kennt diese Aktion nicht)</translation>
    </message>
    <message>
        <source>Only count</source>
        <translation>Nur zählen</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Drop silently</source>
        <translation>Stumm verwerfen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Ask a program</source>
        <translation>Ein Programm fragen</translation>
    </message>
    <message>
        <source>Only log</source>
        <translation>Nur protokollieren</translation>
    </message>
    <message>
        <source>Continue in %1</source>
        <translation>Weiter in %1</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Set tracking</source>
        <translation>Verfolgung festlegen</translation>
    </message>
    <message>
        <source>Send on to another address</source>
        <translation>An eine andere Adresse weiterschicken</translation>
    </message>
    <message>
        <source>Share this computer&apos;s address</source>
        <translation>Die Adresse dieses Rechners teilen</translation>
    </message>
    <message>
        <source>Change own address</source>
        <translation>Eigene Adresse ändern</translation>
    </message>
    <message>
        <source>Change packet (%1)</source>
        <translation>Paket ändern (%1)</translation>
    </message>
    <message>
        <source>Otherwise: Allow</source>
        <translation>Sonst: Erlauben</translation>
    </message>
    <message>
        <source>Otherwise: Drop silently</source>
        <translation>Sonst: Stumm verwerfen</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>the “otherwise” (policy) of %1 (%2, %3, %4)</source>
        <translation>das „Sonst“ (Grundregel) von %1 (%2, %3, %4)</translation>
    </message>
    <message>
        <source>rule %1 in %2 (%3, %4, %5)</source>
        <translation>Regel %1 in %2 (%3, %4, %5)</translation>
    </message>
    <message>
        <source>%1 (%2, %3, %4)</source>
        <comment>INPUT (filter, IPv4, nft)</comment>
        <translation>%1 (%2, %3, %4)</translation>
    </message>
    <message>
        <source>Insert rule %1 in %2: %3</source>
        <translation>Regel %1 in %2 einfügen: %3</translation>
    </message>
    <message>
        <source>Add a rule at the end of %1: %2</source>
        <translation>Eine Regel am Ende von %1 anfügen: %2</translation>
    </message>
    <message>
        <source>Remove a rule from %1: %2</source>
        <translation>Eine Regel aus %1 entfernen: %2</translation>
    </message>
    <message>
        <source>Remove rule %1 from %2: %3</source>
        <translation>Regel %1 aus %2 entfernen: %3</translation>
    </message>
    <message>
        <source>Replace rule %1 in %2 by: %3</source>
        <translation>Regel %1 in %2 ersetzen durch: %3</translation>
    </message>
    <message>
        <source>Allow what no rule decides in %1</source>
        <translation>Erlauben, was in %1 keine Regel entscheidet</translation>
    </message>
    <message>
        <source>Drop silently what no rule decides in %1</source>
        <translation>Stumm verwerfen, was in %1 keine Regel entscheidet</translation>
    </message>
    <message>
        <source>Add the rule list %1</source>
        <translation>Die Regelliste %1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove the rule list %1</source>
        <translation>Die Regelliste %1 entfernen</translation>
    </message>
    <message>
        <source>Remove every rule from %1</source>
        <translation>Alle Regeln aus %1 entfernen</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>%1 auf %2 setzen</translation>
    </message>
    <message>
        <source>Set %1 from %3 to %2</source>
        <translation>%1 von %3 auf %2 setzen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Being tried</source>
        <translation>Wird ausprobiert</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Written with nft: %1</source>
        <translation>Mit nft geschrieben: %1</translation>
    </message>
    <message>
        <source>Off: %1</source>
        <comment>a rule that is switched off</comment>
        <translation>Aus: %1</translation>
    </message>
    <message>
        <source>Move rule %1 in %2 to position %3: %4</source>
        <translation>Regel %1 in %2 an Stelle %3 verschieben: %4</translation>
    </message>
    <message>
        <source>Switch rule %1 in %2 on again: %3</source>
        <translation>Regel %1 in %2 wieder einschalten: %3</translation>
    </message>
    <message>
        <source>Switch rule %1 in %2 off; it stays at its place: %3</source>
        <translation>Regel %1 in %2 ausschalten; sie bleibt an ihrer Stelle: %3</translation>
    </message>
    <message>
        <source>Rename the rule list %1 to %2; rules that continue in it follow</source>
        <translation>Die Regelliste %1 in %2 umbenennen; Regeln, die dort weitermachen, folgen</translation>
    </message>
    <message>
        <source>Set all counters in %1 to zero</source>
        <translation>Alle Zähler in %1 auf null setzen</translation>
    </message>
    <message>
        <source>Set the counters of rule %1 in %2 to zero</source>
        <translation>Die Zähler von Regel %1 in %2 auf null setzen</translation>
    </message>
    <message>
        <source>Give the policy of %1 its counters back</source>
        <translation>Der Grundregel von %1 ihre Zähler zurückgeben</translation>
    </message>
    <message>
        <source>Give rule %1 in %2 its counters back</source>
        <translation>Regel %1 in %2 ihre Zähler zurückgeben</translation>
    </message>
</context>
<context>
    <name>Portlight::App::RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>IP version</source>
        <translation>IP-Version</translation>
    </message>
    <message>
        <source>iptables (nftables)</source>
        <translation>iptables (nftables)</translation>
    </message>
    <message>
        <source>iptables (legacy)</source>
        <translation>iptables (legacy)</translation>
    </message>
    <message>
        <source>Where the rules are kept</source>
        <translation>Wo die Regeln liegen</translation>
    </message>
    <message>
        <source>Port, address, service or word</source>
        <translation>Port, Adresse, Dienst oder Wort</translation>
    </message>
    <message>
        <source>Search rules</source>
        <translation>Regeln durchsuchen</translation>
    </message>
    <message>
        <source>Number of rules found</source>
        <translation>Anzahl der gefundenen Regeln</translation>
    </message>
    <message>
        <source>Rule lists</source>
        <translation>Regellisten</translation>
    </message>
    <message>
        <source>The rules are locked</source>
        <translation>Die Regeln sind gesperrt</translation>
    </message>
    <message>
        <source>Reading them needs an administrator&apos;s permission. Nothing is changed.</source>
        <translation>Zum Lesen ist die Erlaubnis eines Administrators nötig. Es wird nichts geändert.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>The helper isn&apos;t installed</source>
        <translation>Der Helfer ist nicht installiert</translation>
    </message>
    <message>
        <source>Install the package portlight-helper, or start &quot;portlight --direct&quot; as root.</source>
        <translation>Das Paket portlight-helper installieren oder „portlight --direct“ als root starten.</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Rules stand in two places, and the kernel asks both: a packet blocked in either is blocked.</source>
        <translation>Regeln stehen an zwei Stellen, und der Kernel fragt beide: Ein Paket, das an einer davon blockiert wird, ist blockiert.</translation>
    </message>
    <message>
        <source>Another program keeps tables that only nft shows: %1. They can block, too.</source>
        <translation>Ein anderes Programm führt Tabellen, die nur nft zeigt: %1. Auch sie können blockieren.</translation>
    </message>
    <message>
        <source>No rules here</source>
        <translation>Keine Regeln hier</translation>
    </message>
    <message>
        <source>There are no %1 rules in %2. Every connection is allowed, as far as they go.</source>
        <translation>Es gibt keine %1-Regeln in %2. Von dieser Seite aus ist jede Verbindung erlaubt.</translation>
    </message>
    <message>
        <source>IPv4 and IPv6</source>
        <translation>IPv4 und IPv6</translation>
    </message>
    <message>
        <source>iptables (both)</source>
        <translation>iptables (beide)</translation>
    </message>
    <message>
        <source>&amp;Columns of the Rules</source>
        <translation>&amp;Spalten der Regeln</translation>
    </message>
    <message>
        <source>&amp;IP Version</source>
        <translation>&amp;IP-Version</translation>
    </message>
    <message>
        <source>&amp;Update Every</source>
        <translation>Akt&amp;ualisierungsintervall</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>There are no %1 rules in %2. There are rules for the other IP version.</source>
        <translation>Es gibt keine %1-Regeln in %2. Für die andere IP-Version gibt es Regeln.</translation>
    </message>
    <message>
        <source>Show Both</source>
        <translation>Beide zeigen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>rules found</comment>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>rules</comment>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>No rule speaks of &quot;%1&quot;. All lists were searched.</source>
        <translation>Keine Regel enthält „%1“. Alle Regellisten wurden durchsucht.</translation>
    </message>
    <message>
        <source>Clear Search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Make the running rules survive a restart of the computer.</source>
        <translation>Die laufenden Regeln so sichern, dass sie einen Neustart überstehen.</translation>
    </message>
    <message>
        <source>Every rule has matched</source>
        <translation>Jede Regel hat zugetroffen</translation>
    </message>
    <message>
        <source>Each rule whose packets are counted has seen at least one.</source>
        <translation>Jede Regel, deren Pakete gezählt werden, hat mindestens eines gesehen.</translation>
    </message>
    <message>
        <source>Show All Rules</source>
        <translation>Alle Regeln zeigen</translation>
    </message>
    <message>
        <source>No rule that never matched speaks of &quot;%1&quot;.</source>
        <translation>Keine Regel, die nie zutraf, handelt von „%1“.</translation>
    </message>
    <message>
        <source>Which rules are shown</source>
        <translation>Welche Regeln zu sehen sind</translation>
    </message>
    <message>
        <source>Filter On</source>
        <translation>Filter an</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>State of the search for mistakes</source>
        <translation>Stand der Fehlersuche</translation>
    </message>
    <message>
        <source>Looking for mistakes…</source>
        <translation>Fehler werden gesucht…</translation>
    </message>
    <message>
        <source>Mistakes: not looked for</source>
        <translation>Fehler: nicht gesucht</translation>
    </message>
    <message>
        <source>These rules are too many, or too entangled, to tell which of them can never match.</source>
        <translation>Diese Regeln sind zu viele oder zu verflochten, um zu sagen, welche davon nie zutreffen können.</translation>
    </message>
    <message>
        <source>No remarks</source>
        <translation>Keine Anmerkungen</translation>
    </message>
    <message>
        <source>Whether rules hide, repeat or contradict each other is not known.</source>
        <translation>Ob Regeln einander verdecken, wiederholen oder widersprechen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>No rule is hidden by others, repeats or contradicts them.</source>
        <translation>Keine Regel wird von anderen verdeckt, wiederholt sie oder widerspricht ihnen.</translation>
    </message>
    <message>
        <source>None of the rules found is hidden by others, repeats or contradicts them.</source>
        <translation>Keine der gefundenen Regeln wird von anderen verdeckt, wiederholt sie oder widerspricht ihnen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Screenshot</name>
    <message>
        <source>The data did not come in time.</source>
        <translation>Die Daten kamen nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>There is nothing to ask about.</source>
        <translation>Es gibt nichts zu fragen.</translation>
    </message>
    <message>
        <source>The wizard does not get to this step.</source>
        <translation>Der Assistent kommt nicht bis zu diesem Schritt.</translation>
    </message>
    <message>
        <source>The picture could not be saved to %1.</source>
        <translation>Das Bild ließ sich nicht in %1 speichern.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::SetMembers</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>%1: the kernel has no such set now.</source>
        <translation>%1: Der Kernel hat derzeit kein solches Set.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::SnapshotModel</name>
    <message>
        <source>%1 (of another network)</source>
        <translation>%1 (aus einem anderen Netzwerk)</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
</context>
<context>
    <name>Portlight::App::SnapshotsView</name>
    <message>
        <source>Save Snapshot…</source>
        <translation>Snapshot speichern…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>Restore the selected snapshot</source>
        <translation>Den ausgewählten Snapshot wiederherstellen</translation>
    </message>
    <message>
        <source>Remove the selected snapshot</source>
        <translation>Den ausgewählten Snapshot entfernen</translation>
    </message>
    <message>
        <source>Stages what makes the rules as they were. Nothing is changed before the review.</source>
        <translation>Merkt vor, was die Regeln wieder so macht, wie sie waren. Vor dem Durchsehen wird nichts geändert.</translation>
    </message>
    <message>
        <source>No snapshots yet</source>
        <translation>Noch keine Snapshots</translation>
    </message>
    <message>
        <source>A snapshot keeps the rules as they are now, so that they can be compared and brought back later.</source>
        <translation>Ein Snapshot bewahrt die Regeln, wie sie jetzt sind, um sie später zu vergleichen und zurückzuholen.</translation>
    </message>
    <message>
        <source>Snapshots are locked</source>
        <translation>Die Snapshots sind gesperrt</translation>
    </message>
    <message>
        <source>Reading them needs an administrator&apos;s permission.</source>
        <translation>Zum Lesen ist die Erlaubnis eines Administrators nötig.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>It is of another network on this computer and can&apos;t be restored here.</source>
        <translation>Er gehört zu einem anderen Netzwerk auf diesem Computer und kann hier nicht wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Save Snapshot</source>
        <translation>Snapshot speichern</translation>
    </message>
    <message>
        <source>Name of the snapshot:</source>
        <translation>Name des Snapshots:</translation>
    </message>
    <message>
        <source>Rules of %1</source>
        <translation>Regeln vom %1</translation>
    </message>
    <message>
        <source>Restore &quot;%1&quot;</source>
        <translation>„%1“ wiederherstellen</translation>
    </message>
    <message>
        <source>Remove Snapshot</source>
        <translation>Snapshot entfernen</translation>
    </message>
    <message>
        <source>Remove the snapshot &quot;%1&quot;? It can&apos;t be brought back.</source>
        <translation>Den Snapshot „%1“ entfernen? Er kann nicht zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Compare the selected snapshot</source>
        <translation>Den ausgewählten Snapshot vergleichen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
</context>
<context>
    <name>Portlight::App::StagedBar</name>
    <message>
        <source>Re&amp;view…</source>
        <translation>Durchs&amp;ehen…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Changes not applied</source>
        <translation>Nicht angewendete Änderungen</translation>
    </message>
    <message>
        <source>Review the changes not applied</source>
        <translation>Die nicht angewendeten Änderungen durchsehen</translation>
    </message>
    <message>
        <source>Discard the changes not applied</source>
        <translation>Die nicht angewendeten Änderungen verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not applied</source>
        <translation>
            <numerusform>%n Änderung nicht angewendet</numerusform>
            <numerusform>%n Änderungen nicht angewendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. %n of them no longer fit(s) the rules.</source>
        <translation>
            <numerusform>%1. %n davon passt nicht mehr zu den Regeln.</numerusform>
            <numerusform>%1. %n davon passen nicht mehr zu den Regeln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply for %n Second(s)…</source>
        <translation>
            <numerusform>&amp;Für %n Sekunde anwenden…</numerusform>
            <numerusform>&amp;Für %n Sekunden anwenden…</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply the changes for a time</source>
        <translation>Die Änderungen auf Zeit anwenden</translation>
    </message>
</context>
<context>
    <name>Portlight::App::StagedChanges</name>
    <message>
        <source>Leave Out a Change</source>
        <translation>Eine Änderung weglassen</translation>
    </message>
    <message>
        <source>Discard All Changes</source>
        <translation>Alle Änderungen verwerfen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::StepsList</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>steht noch aus</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3, %4</source>
        <translation>Schritt %1 von %2: %3, %4</translation>
    </message>
</context>
<context>
    <name>Portlight::App::StoryWords</name>
    <message>
        <source>A web server that refuses everybody</source>
        <translation>Ein Webserver, der alle abweist</translation>
    </message>
    <message>
        <source>A web server runs on port 8080, and a rule refuses that very port. To learn: a refusal by a rule looks like a missing service, and how to tell them apart.</source>
        <translation>Ein Webserver läuft auf Port 8080, und eine Regel lehnt genau diesen Port ab. Zu lernen: Eine Ablehnung durch eine Regel sieht aus wie ein fehlender Dienst, und wie sich beides unterscheiden lässt.</translation>
    </message>
    <message>
        <source>The right rule in the wrong place</source>
        <translation>Die richtige Regel an der falschen Stelle</translation>
    </message>
    <message>
        <source>A rule allows port 8080, but stands after one that drops it. To learn: the first rule that fits decides.</source>
        <translation>Eine Regel erlaubt Port 8080, steht aber hinter einer, die ihn verwirft. Zu lernen: Die erste passende Regel entscheidet.</translation>
    </message>
    <message>
        <source>No rule for it at all</source>
        <translation>Gar keine Regel dafür</translation>
    </message>
    <message>
        <source>No rule speaks of port 8080, and what no rule allows is dropped. To learn: the “otherwise” (policy) of a rule list.</source>
        <translation>Keine Regel nennt Port 8080, und was keine Regel erlaubt, wird verworfen. Zu lernen: das „Sonst“ (Grundregel) einer Regelliste.</translation>
    </message>
    <message>
        <source>A service that listens only to itself</source>
        <translation>Ein Dienst, der nur auf sich selbst hört</translation>
    </message>
    <message>
        <source>The firewall is fine, but the service listens on 127.0.0.1 only. To learn: not every refusal comes from a firewall.</source>
        <translation>Die Firewall ist in Ordnung, aber der Dienst lauscht nur auf 127.0.0.1. Zu lernen: Nicht jede Ablehnung kommt von einer Firewall.</translation>
    </message>
    <message>
        <source>A hotspot that keeps everything to itself</source>
        <translation>Ein Hotspot, der alles für sich behält</translation>
    </message>
    <message>
        <source>A gateway joins two networks, but does not pass packets on. To learn: forwarding is a switch of the kernel, not a rule.</source>
        <translation>Ein Gateway verbindet zwei Netzwerke, gibt aber keine Pakete weiter. Zu lernen: Die Weiterleitung ist ein Schalter des Kernels, keine Regel.</translation>
    </message>
    <message>
        <source>A gateway nobody can answer</source>
        <translation>Ein Gateway, dem niemand antworten kann</translation>
    </message>
    <message>
        <source>Packets get out, but their answers find no way back. To learn: why a private network has to share its gateway&apos;s address (MASQUERADE).</source>
        <translation>Pakete kommen hinaus, aber die Antworten finden nicht zurück. Zu lernen: warum ein privates Netzwerk die Adresse seines Gateways mitbenutzen muss (Adressumsetzung, MASQUERADE).</translation>
    </message>
    <message>
        <source>Requests come in, answers stay inside</source>
        <translation>Anfragen kommen herein, Antworten bleiben drinnen</translation>
    </message>
    <message>
        <source>Everything about port 8080 is allowed on the way in, and still nobody connects. To learn: an answer has to pass rules, too, those of OUTPUT.</source>
        <translation>Auf dem Weg herein ist für Port 8080 alles erlaubt, und doch kommt keine Verbindung zustande. Zu lernen: Auch eine Antwort muss an Regeln vorbei, an denen von OUTPUT.</translation>
    </message>
    <message>
        <source>A connection nobody keeps track of</source>
        <translation>Eine Verbindung, die niemand verfolgt</translation>
    </message>
    <message>
        <source>A rule allows new connections to port 8080, but connection tracking is switched off for it. To learn: what is not tracked is never NEW.</source>
        <translation>Eine Regel erlaubt neue Verbindungen zu Port 8080, aber die Verbindungsverfolgung ist für ihn ausgeschaltet. Zu lernen: Was nicht verfolgt wird, ist nie NEW.</translation>
    </message>
    <message>
        <source>The rule where nobody looks</source>
        <translation>Die Regel, wo niemand nachsieht</translation>
    </message>
    <message>
        <source>The list that everybody reads lets port 8080 in; a table before it has dropped it already. To learn: filter is one of five tables.</source>
        <translation>Die Liste, die alle lesen, lässt Port 8080 herein; eine Tabelle davor hat ihn schon verworfen. Zu lernen: filter ist eine von fünf Tabellen.</translation>
    </message>
    <message>
        <source>A router that refuses its guests</source>
        <translation>Ein Router, der seine Gäste abweist</translation>
    </message>
    <message>
        <source>A router passes some ports on and refuses the rest. To learn: who refuses need not be who was asked, and what passes through takes FORWARD.</source>
        <translation>Ein Router leitet einige Ports weiter und lehnt den Rest ab. Zu lernen: Wer ablehnt, muss nicht der Gefragte sein, und was hindurchgeht, nimmt den Weg über FORWARD.</translation>
    </message>
    <message>
        <source>A computer that stands in its own way</source>
        <translation>Ein Computer, der sich selbst im Weg steht</translation>
    </message>
    <message>
        <source>The other computer would answer, but a rule here lets no request out. To learn: “Connection refused” can come from one&apos;s own computer.</source>
        <translation>Der andere Rechner würde antworten, aber eine Regel hier lässt keine Anfrage hinaus. Zu lernen: „Connection refused“ kann vom eigenen Computer kommen.</translation>
    </message>
    <message>
        <source>Open for one kind of address only</source>
        <translation>Nur für eine Art von Adressen offen</translation>
    </message>
    <message>
        <source>Port 8080 was opened for IPv4, and clients use IPv6 where they can. To learn: IPv4 and IPv6 have rules of their own.</source>
        <translation>Port 8080 wurde für IPv4 geöffnet, und Clients verwenden IPv6, wo sie können. Zu lernen: IPv4 und IPv6 haben jeweils eigene Regeln.</translation>
    </message>
    <message>
        <source>A published port that leads to a wall</source>
        <translation>Ein veröffentlichter Port, der vor eine Wand führt</translation>
    </message>
    <message>
        <source>Port 8080 is sent on to a container, and INPUT allows it. To learn: what is sent on is judged by FORWARD, not by INPUT.</source>
        <translation>Port 8080 wird an einen Container weitergeleitet, und INPUT erlaubt ihn. Zu lernen: Über Weitergeleitetes entscheidet FORWARD, nicht INPUT.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::SymptomPage</name>
    <message>
        <source>Pick the line that fits best. Nothing changes before the review step.</source>
        <translation>Die Zeile auswählen, die am besten passt. Vor dem Schritt „Änderung ansehen“ ändert sich nichts.</translation>
    </message>
    <message>
        <source>&amp;Another computer can&apos;t reach a service on this computer</source>
        <translation>Ein &amp;anderer Computer erreicht einen Dienst auf diesem Computer nicht</translation>
    </message>
    <message>
        <source>A &amp;program on this computer can&apos;t reach another computer</source>
        <translation>Ein &amp;Programm auf diesem Computer erreicht einen anderen Computer nicht</translation>
    </message>
    <message>
        <source>T&amp;raffic passing through (container, virtual machine, hotspot) doesn&apos;t get through</source>
        <translation>&amp;Durchlaufender Verkehr (Container, virtuelle Maschine, Hotspot) kommt nicht durch</translation>
    </message>
    <message>
        <source>Connections break or &amp;stall after a while</source>
        <translation>&amp;Verbindungen brechen nach einer Weile ab oder bleiben hängen</translation>
    </message>
    <message>
        <source>New connections fail when the system is bus&amp;y</source>
        <translation>Ne&amp;ue Verbindungen scheitern, wenn das System stark ausgelastet ist</translation>
    </message>
    <message>
        <source>Not s&amp;ure: check everything about one connection</source>
        <translation>Nicht si&amp;cher: alles zu einer Verbindung prüfen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrendChart</name>
    <message>
        <source>Show as Table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Used places over time</source>
        <translation>Belegte Plätze im Zeitverlauf</translation>
    </message>
    <message>
        <source>Seconds (0 is now)</source>
        <translation>Sekunden (0 ist jetzt)</translation>
    </message>
    <message>
        <source>Used places over time, as a table</source>
        <translation>Belegte Plätze im Zeitverlauf, als Tabelle</translation>
    </message>
    <message>
        <source>Seconds before now</source>
        <translation>Sekunden vor jetzt</translation>
    </message>
    <message>
        <source>Places used</source>
        <translation>Belegte Plätze</translation>
    </message>
    <message>
        <source>Show as Chart</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
    <message>
        <source>No readings yet</source>
        <translation>Noch keine Messwerte</translation>
    </message>
    <message numerus="yes">
        <source>%1 places used now, at most %2 in the last %n second(s)</source>
        <translation>
            <numerusform>Jetzt %1 Plätze belegt, höchstens %2 in der letzten Sekunde</numerusform>
            <numerusform>Jetzt %1 Plätze belegt, höchstens %2 in den letzten %n Sekunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialBar</name>
    <message>
        <source>&amp;Keep Change</source>
        <translation>Änderung &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Undo Now</source>
        <translation>Jetzt &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>+60 &amp;Seconds</source>
        <translation>+60 &amp;Sekunden</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
    <message>
        <source>Keep the change being tried</source>
        <translation>Die ausprobierte Änderung behalten</translation>
    </message>
    <message>
        <source>Undo the change being tried now</source>
        <translation>Die ausprobierte Änderung jetzt zurücknehmen</translation>
    </message>
    <message>
        <source>Try the change 60 seconds longer</source>
        <translation>Die Änderung 60 Sekunden länger ausprobieren</translation>
    </message>
    <message numerus="yes">
        <source>Trying the change: %n second(s) left, then it is undone by itself.</source>
        <translation>
            <numerusform>Die Änderung wird ausprobiert: noch %n Sekunde, dann wird sie von selbst zurückgenommen.</numerusform>
            <numerusform>Die Änderung wird ausprobiert: noch %n Sekunden, dann wird sie von selbst zurückgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The time is over: the change is being undone…</source>
        <translation>Die Zeit ist um: Die Änderung wird zurückgenommen…</translation>
    </message>
    <message numerus="yes">
        <source>%n more in &amp;History…</source>
        <translation>
            <numerusform>%n weitere im Ver&amp;lauf…</numerusform>
            <numerusform>%n weitere im Ver&amp;lauf…</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the other changes being tried</source>
        <translation>Die anderen ausprobierten Änderungen zeigen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialModel</name>
    <message>
        <source>%1, on another network</source>
        <translation>%1, in einem anderen Netzwerk</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n second(s) left</source>
        <translation>
            <numerusform>%1, noch eine Sekunde</numerusform>
            <numerusform>%1, noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Was geändert wurde</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie es ausging</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
</context>
<context>
    <name>Portlight::App::TrialNotifier</name>
    <message>
        <source>A firewall change is about to be undone</source>
        <translation>Eine Firewall-Änderung wird gleich zurückgenommen</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) are left to keep it.</source>
        <translation>
            <numerusform>Noch %n Sekunde, um sie zu behalten.</numerusform>
            <numerusform>Noch %n Sekunden, um sie zu behalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>Portlight::App::TroubleshootPage</name>
    <message>
        <source>Troubleshoot</source>
        <translation>Fehlersuche</translation>
    </message>
</context>
<context>
    <name>Portlight::App::TroubleshootWizard</name>
    <message>
        <source>What goes wrong?</source>
        <translation>Was geht schief?</translation>
    </message>
    <message>
        <source>Which connection?</source>
        <translation>Welche Verbindung?</translation>
    </message>
    <message>
        <source>Read the firewall</source>
        <translation>Firewall lesen</translation>
    </message>
    <message>
        <source>Watch it fail</source>
        <translation>Fehler beobachten</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Choose a fix</source>
        <translation>Abhilfe wählen</translation>
    </message>
    <message>
        <source>Review change</source>
        <translation>Änderung ansehen</translation>
    </message>
    <message>
        <source>Does it work now?</source>
        <translation>Geht es jetzt?</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>F&amp;inish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Apply for 90 Seconds</source>
        <translation>Für 90 Sekunden &amp;anwenden</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>Find out why it fails</source>
        <translation>Herausfinden, woran es liegt</translation>
    </message>
    <message>
        <source>Change being tried</source>
        <translation>Änderung wird ausprobiert</translation>
    </message>
    <message>
        <source>A change is being tried. Undo it now, or leave it to the countdown, which undoes it by itself?</source>
        <translation>Eine Änderung wird gerade ausprobiert. Jetzt zurücknehmen oder dem Countdown überlassen, der sie von selbst zurücknimmt?</translation>
    </message>
    <message>
        <source>Undo Now</source>
        <translation>Jetzt zurücknehmen</translation>
    </message>
    <message>
        <source>Leave to Countdown</source>
        <translation>Dem Countdown überlassen</translation>
    </message>
    <message>
        <source>Stay Here</source>
        <translation>Hierbleiben</translation>
    </message>
</context>
<context>
    <name>Portlight::App::VerdictWords</name>
    <message>
        <source>No rule stops it, but there is no route to where it should go.</source>
        <translation>Keine Regel hält es auf, aber es gibt keine Route dorthin, wohin es soll.</translation>
    </message>
    <message>
        <source>No rule stops it, but the reverse path filter does: it came in over a device that does not lead back to its sender.</source>
        <translation>Keine Regel hält es auf, wohl aber der Rückwegfilter (rp_filter): Es kam über ein Gerät herein, das nicht zu seinem Absender zurückführt.</translation>
    </message>
    <message>
        <source>No rule stops it, but this computer does not pass packets on: forwarding is off.</source>
        <translation>Keine Regel hält es auf, aber dieser Computer gibt keine Pakete weiter: Die Weiterleitung ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>No rule stops it, but its time to live ends here.</source>
        <translation>Keine Regel hält es auf, aber seine Lebensdauer (TTL) endet hier.</translation>
    </message>
    <message>
        <source>To settle it, say more of the packet: --%1.</source>
        <translation>Um das zu klären, mehr über das Paket angeben: --%1.</translation>
    </message>
    <message>
        <source>To settle it, the routes and devices of the computer with these rules must be known: ask there, without --rules.</source>
        <translation>Um das zu klären, müssen die Routen und Geräte des Rechners mit diesen Regeln bekannt sein: dort fragen, ohne --rules.</translation>
    </message>
    <message>
        <source>To settle it, the members of the set must be known: ask on the computer with these rules, without --rules, or look into the set.</source>
        <translation>Um das zu klären, müssen die Mitglieder des Sets bekannt sein: auf dem Rechner mit diesen Regeln fragen, ohne --rules, oder in das Set sehen.</translation>
    </message>
    <message>
        <source>It depends on the time of day and the day of the week.</source>
        <translation>Es hängt von Uhrzeit und Wochentag ab.</translation>
    </message>
    <message>
        <source>It depends on what came before. To settle it, try the connection and see whether the counter of this rule rises.</source>
        <translation>Es hängt davon ab, was vorher kam. Um das zu klären, die Verbindung ausprobieren und sehen, ob der Zähler dieser Regel steigt.</translation>
    </message>
    <message>
        <source>The program that takes these packets decides; ask its log.</source>
        <translation>Das Programm, das diese Pakete annimmt, entscheidet; Auskunft gibt sein Protokoll.</translation>
    </message>
    <message>
        <source>These rules call each other without end; the kernel would not load them.</source>
        <translation>Diese Regeln rufen einander endlos auf; der Kernel würde sie nicht laden.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::WatchPage</name>
    <message>
        <source>Tr&amp;y It for Me</source>
        <translation>Für &amp;mich ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Can&apos;t Try Now</source>
        <translation>Jetzt &amp;nicht möglich</translation>
    </message>
    <message>
        <source>Try the connection now, the way it fails.</source>
        <translation>Die Verbindung jetzt ausprobieren, genau so, wie sie scheitert.</translation>
    </message>
    <message>
        <source>Trying the connection</source>
        <translation>Verbindung wird ausprobiert</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>Was zu sehen war</translation>
    </message>
    <message>
        <source>The request was sent; waiting for an answer.</source>
        <translation>Die Anfrage ist gesendet; die Antwort steht noch aus.</translation>
    </message>
    <message>
        <source>It works at the moment. Next checks what could still be in the way.</source>
        <translation>Im Moment funktioniert es. „Weiter“ prüft, was noch im Weg sein könnte.</translation>
    </message>
    <message>
        <source>This is the failure. Next finds out who is behind it.</source>
        <translation>Das ist der Fehler. „Weiter“ findet heraus, wer dahintersteckt.</translation>
    </message>
    <message>
        <source>Portlight can try it from the practice computer &quot;%1&quot;, the one that can&apos;t connect.</source>
        <translation>Portlight kann es vom Übungscomputer „%1“ aus versuchen, der keine Verbindung bekommt.</translation>
    </message>
    <message>
        <source>Portlight can try it from this computer, with one connection and no data.</source>
        <translation>Portlight kann es von diesem Computer aus versuchen, mit einer Verbindung und ohne Daten.</translation>
    </message>
    <message>
        <source>Portlight is not on the computer that connects, so it can&apos;t try this itself. Try it there now, note how it fails (&quot;refused&quot; at once, or &quot;timed out&quot; after a while), then press Next. The answer will be calculated, not seen.</source>
        <translation>Portlight läuft nicht auf dem Computer, der die Verbindung aufbaut, und kann es deshalb nicht selbst versuchen. Jetzt dort ausprobieren, notieren, wie es scheitert (sofort „refused“ oder nach einer Weile „timed out“), und dann auf „Weiter“ drücken. Die Antwort ist dann berechnet, nicht gesehen.</translation>
    </message>
</context>
<context>
    <name>Portlight::App::WatchWords</name>
    <message>
        <source>Request of %2 to %3 seen leaving on %1</source>
        <translation>Anfrage von %2 an %3 gesehen, hinaus auf %1</translation>
    </message>
    <message>
        <source>Request of %2 to %3 seen coming in on %1</source>
        <translation>Anfrage von %2 an %3 gesehen, herein auf %1</translation>
    </message>
    <message>
        <source>Answer of %2 to %3 seen leaving on %1</source>
        <translation>Antwort von %2 an %3 gesehen, hinaus auf %1</translation>
    </message>
    <message>
        <source>Answer of %2 to %3 seen coming in on %1</source>
        <translation>Antwort von %2 an %3 gesehen, herein auf %1</translation>
    </message>
    <message>
        <source>TCP reset of %2 to %3 seen leaving on %1</source>
        <translation>TCP-Reset von %2 an %3 gesehen, hinaus auf %1</translation>
    </message>
    <message>
        <source>TCP reset of %2 to %3 seen coming in on %1</source>
        <translation>TCP-Reset von %2 an %3 gesehen, herein auf %1</translation>
    </message>
    <message>
        <source>%4 of %2 to %3 seen leaving on %1</source>
        <translation>%4 von %2 an %3 gesehen, hinaus auf %1</translation>
    </message>
    <message>
        <source>%4 of %2 to %3 seen coming in on %1</source>
        <translation>%4 von %2 an %3 gesehen, herein auf %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::WizardContext</name>
    <message>
        <source>Save Report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json)</source>
        <translation>Markdown (*.md);;JSON (*.json)</translation>
    </message>
    <message>
        <source>The report was saved to %1.</source>
        <translation>Der Bericht wurde in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The report could not be saved to %1. Choose another folder.</source>
        <translation>Der Bericht ließ sich nicht in %1 speichern. Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>Gefragt: %1</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>Gefunden: %1</translation>
    </message>
    <message>
        <source>How this is known: %1</source>
        <translation>Woher das bekannt ist: %1</translation>
    </message>
    <message>
        <source>Found: nothing wrong on this computer</source>
        <translation>Gefunden: nichts Falsches auf diesem Computer</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>Geändert: %1</translation>
    </message>
    <message>
        <source>The change was kept. To undo it: History, Undo This Change.</source>
        <translation>Die Änderung wurde behalten. Um sie zurückzunehmen: Verlauf, Diese Änderung zurücknehmen.</translation>
    </message>
    <message>
        <source>The change was undone; the rules are as before.</source>
        <translation>Die Änderung wurde zurückgenommen; die Regeln sind wie vorher.</translation>
    </message>
    <message>
        <source>The change is being tried and will be undone by itself.</source>
        <translation>Die Änderung wird ausprobiert und nimmt sich von selbst zurück.</translation>
    </message>
    <message>
        <source>The change failed.</source>
        <translation>Die Änderung ist gescheitert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Tried again: %1</source>
        <translation>Erneut versucht: %1</translation>
    </message>
</context>
<context>
    <name>Portlight::App::Words</name>
    <message>
        <source>protocol %1</source>
        <translation>Protokoll %1</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>%1 port %2</source>
        <comment>TCP port 8080</comment>
        <translation>%1 Port %2</translation>
    </message>
    <message>
        <source>%1 port %2 (%3)</source>
        <comment>TCP port 22 (SSH)</comment>
        <translation>%1-Port %2 (%3)</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>the last two parts of a list</comment>
        <translation>%1 und %2</translation>
    </message>
    <message numerus="yes">
        <source>about %n seconds</source>
        <translation>
            <numerusform>etwa eine Sekunde</numerusform>
            <numerusform>etwa %n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>etwa eine Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>etwa eine Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>years</source>
        <translation>Jahre</translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>etwa ein Tag</numerusform>
            <numerusform>etwa %n Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleFieldWords</name>
    <message>
        <source>Protocol: use a name such as tcp, udp or icmp, or a number up to 255.</source>
        <translation>Protokoll: einen Namen wie tcp, udp oder icmp verwenden oder eine Zahl bis 255.</translation>
    </message>
    <message>
        <source>%1: use an address such as 192.0.2.7, or a network such as 192.0.2.0/24.</source>
        <translation>%1: eine Adresse wie 192.0.2.7 oder ein Netzwerk wie 192.0.2.0/24 verwenden.</translation>
    </message>
    <message>
        <source>%1: use a port such as 80, a service such as ssh, a range such as 1000:2000, or up to 15 of them with commas.</source>
        <translation>%1: einen Port wie 80, einen Dienst wie ssh, einen Bereich wie 1000:2000 oder bis zu 15 davon mit Kommas verwenden.</translation>
    </message>
    <message>
        <source>%1: use a name such as eth0, or eth+ for all that begin with it. Packets that come in have no way out yet, and the other way round.</source>
        <translation>%1: einen Namen wie eth0 verwenden oder eth+ für alle, die damit beginnen. Pakete, die hereinkommen, haben noch keinen Weg hinaus, und umgekehrt.</translation>
    </message>
    <message>
        <source>Connection state: use NEW, ESTABLISHED, RELATED, INVALID or UNTRACKED.</source>
        <translation>Verbindungszustand: NEW, ESTABLISHED, RELATED, INVALID oder UNTRACKED verwenden.</translation>
    </message>
    <message>
        <source>Kind of message: use a name such as echo-request, or a number. It needs the protocol ICMP.</source>
        <translation>Art der Nachricht: einen Namen wie echo-request oder eine Zahl verwenden. Das Protokoll muss ICMP sein.</translation>
    </message>
    <message>
        <source>At most: use a number and a time, such as 5/minute or 10/second.</source>
        <translation>Höchstens: eine Zahl und eine Zeit verwenden, etwa 5/minute oder 10/second.</translation>
    </message>
    <message>
        <source>Mark: use a number such as 0x1, or a number and a mask such as 0x1/0xff.</source>
        <translation>Markierung: eine Zahl wie 0x1 verwenden oder eine Zahl und eine Maske wie 0x1/0xff.</translation>
    </message>
    <message>
        <source>Comment: use at most 255 characters.</source>
        <translation>Kommentar: höchstens 255 Zeichen verwenden.</translation>
    </message>
    <message>
        <source>Action: this is no action or rule list that can be used here.</source>
        <translation>Aktion: Das ist keine Aktion oder Regelliste, die hier verwendbar ist.</translation>
    </message>
    <message>
        <source>Answer: this kind of refusal can&apos;t be used with this IP version.</source>
        <translation>Antwort: Diese Art der Ablehnung ist mit dieser IP-Version nicht möglich.</translation>
    </message>
    <message>
        <source>Words in the log: use at most 29 characters.</source>
        <translation>Text im Kernel-Protokoll: höchstens 29 Zeichen verwenden.</translation>
    </message>
    <message>
        <source>Rule list: this is not the name of a list.</source>
        <translation>Regelliste: Das ist nicht der Name einer Regelliste.</translation>
    </message>
    <message>
        <source>New address: use an address such as 192.0.2.7, with a port if it changes, too: 192.0.2.7:8080.</source>
        <translation>Neue Adresse: eine Adresse wie 192.0.2.7 verwenden, mit Port, wenn er sich auch ändert: 192.0.2.7:8080.</translation>
    </message>
    <message>
        <source>The marked part can&apos;t be read as a part of a rule.</source>
        <translation>Der markierte Teil ist nicht als Teil einer Regel lesbar.</translation>
    </message>
    <message>
        <source>Choose the rule list in which to continue.</source>
        <translation>Die Regelliste wählen, in der es weitergeht.</translation>
    </message>
    <message>
        <source>Enter the new address.</source>
        <translation>Die neue Adresse eingeben.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>From address</source>
        <translation>Von Adresse</translation>
    </message>
    <message>
        <source>To address</source>
        <translation>An Adresse</translation>
    </message>
    <message>
        <source>From port</source>
        <translation>Von Port</translation>
    </message>
    <message>
        <source>To port</source>
        <translation>An Port</translation>
    </message>
    <message>
        <source>Comes in by</source>
        <translation>Kommt herein über</translation>
    </message>
    <message>
        <source>Leaves by</source>
        <translation>Geht hinaus über</translation>
    </message>
    <message>
        <source>Connection state</source>
        <translation>Verbindungszustand</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>Art der Nachricht</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Words in the log</source>
        <translation>Text im Kernel-Protokoll</translation>
    </message>
    <message>
        <source>Rule list</source>
        <translation>Regelliste</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>Neue Adresse</translation>
    </message>
    <message>
        <source>Rule as text</source>
        <translation>Regel als Text</translation>
    </message>
    <message>
        <source>%1: only TCP, UDP, UDP-Lite, SCTP and DCCP have ports. Choose one as protocol.</source>
        <translation>%1: Nur TCP, UDP, UDP-Lite, SCTP und DCCP haben Ports. Eines davon als Protokoll wählen.</translation>
    </message>
    <message>
        <source>%1: a TCP reset answers TCP only. Choose TCP as protocol, or another answer.</source>
        <translation>%1: Ein TCP-Reset antwortet nur auf TCP. TCP als Protokoll wählen oder eine andere Antwort.</translation>
    </message>
    <message>
        <source>%1: this is an address of the other IP version.</source>
        <translation>%1: Das ist eine Adresse der anderen IP-Version.</translation>
    </message>
    <message>
        <source>%1: there is no rule list of this name in this table.</source>
        <translation>%1: In dieser Tabelle gibt es keine Regelliste mit diesem Namen.</translation>
    </message>
    <message>
        <source>%1: packets can be refused in the table filter only.</source>
        <translation>%1: Pakete können nur in der Tabelle filter abgelehnt werden.</translation>
    </message>
    <message>
        <source>%1: addresses can be changed in the table nat only.</source>
        <translation>%1: Adressen können nur in der Tabelle nat geändert werden.</translation>
    </message>
    <message>
        <source>%1: the table nat sees only the first packet of a connection, so nothing can be dropped there. Drop it in the table filter.</source>
        <translation>%1: Die Tabelle nat sieht nur das erste Paket einer Verbindung, deshalb kann dort nichts verworfen werden. In der Tabelle filter verwerfen.</translation>
    </message>
    <message>
        <source>%1: a packet can be sent on in PREROUTING and OUTPUT only.</source>
        <translation>%1: Ein Paket kann nur in PREROUTING und OUTPUT weitergeschickt werden.</translation>
    </message>
    <message>
        <source>%1: the sender&apos;s address can be changed in POSTROUTING and INPUT only.</source>
        <translation>%1: Die Absenderadresse kann nur in POSTROUTING und INPUT geändert werden.</translation>
    </message>
    <message>
        <source>%1: an address can be shared in POSTROUTING only.</source>
        <translation>%1: Eine Adresse kann nur in POSTROUTING geteilt werden.</translation>
    </message>
    <message>
        <source>The rules between which it was to stand are gone from %1.</source>
        <translation>Die Regeln, zwischen denen sie stehen sollte, sind nicht mehr in %1.</translation>
    </message>
    <message>
        <source>The rule or list it is about is not in %1 any more.</source>
        <translation>Die Regel oder Regelliste, um die es geht, ist nicht mehr in %1.</translation>
    </message>
    <message>
        <source>The list %1 is not empty, or a rule still continues in it.</source>
        <translation>Die Regelliste %1 ist nicht leer, oder eine Regel macht noch darin weiter.</translation>
    </message>
    <message>
        <source>A list of this name is there already.</source>
        <translation>Eine Regelliste mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <source>It can&apos;t be applied to the rules as they are now.</source>
        <translation>Das lässt sich auf die Regeln, wie sie jetzt sind, nicht anwenden.</translation>
    </message>
</context>
<context>
    <name>SetMembers</name>
    <message numerus="yes">
        <source>%1 (%2): %n member(s)</source>
        <translation>
            <numerusform>%1 (%2): %n Mitglied</numerusform>
            <numerusform>%1 (%2): %n Mitglieder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <comment>members</comment>
        <translation>
            <numerusform>… und %n weiteres</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Tells why a connection fails and tries the fix.</source>
        <translation>Sagt, warum eine Verbindung scheitert, und probiert die Abhilfe aus.</translation>
    </message>
    <message>
        <source>Practice on a broken network of its own.</source>
        <translation>An einem eigenen, kaputten Netzwerk üben.</translation>
    </message>
    <message>
        <source>Kind of firewall in practice: nft or legacy.</source>
        <translation>Art der Firewall in der Übung: nft oder legacy.</translation>
    </message>
    <message>
        <source>As root: start the helper without the system bus.</source>
        <translation>Als root: den Helfer ohne den Systembus starten.</translation>
    </message>
    <message>
        <source>Save a picture of PAGE to FILE and quit.</source>
        <translation>Ein Bild von PAGE in FILE speichern und beenden.</translation>
    </message>
    <message>
        <source>Colours for the picture: light or dark.</source>
        <translation>Farben für das Bild: light oder dark.</translation>
    </message>
    <message>
        <source>Practice story, for example blocked-web-server.</source>
        <translation>Geschichte der Übung, zum Beispiel blocked-web-server.</translation>
    </message>
    <message>
        <source>Where to save the picture.</source>
        <translation>Wo das Bild gespeichert wird.</translation>
    </message>
    <message>
        <source>Unknown kind of firewall: %1</source>
        <translation>Unbekannte Art der Firewall: %1</translation>
    </message>
    <message>
        <source>Unknown theme: %1</source>
        <translation>Unbekanntes Farbschema: %1</translation>
    </message>
    <message>
        <source>Unknown story: %1</source>
        <translation>Unbekannte Geschichte: %1</translation>
    </message>
    <message>
        <source>Unknown page: %1</source>
        <translation>Unbekannte Seite: %1</translation>
    </message>
    <message>
        <source>--screenshot needs a page and one file.</source>
        <translation>--screenshot braucht eine Seite und eine Datei.</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>Nicht verstanden: %1</translation>
    </message>
    <message>
        <source>--direct needs root. Without it, Portlight asks for permission by itself.</source>
        <translation>--direct braucht root. Ohne --direct fragt Portlight von selbst nach der Erlaubnis.</translation>
    </message>
    <message>
        <source>Open on this page: overview, rules, capacity, troubleshoot or history.</source>
        <translation>Mit dieser Seite öffnen: overview, rules, capacity, troubleshoot oder history.</translation>
    </message>
</context>
</TS>
