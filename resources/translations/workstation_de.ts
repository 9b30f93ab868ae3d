<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Absent</name>
    <message>
        <source>no HS code</source>
        <translation>keine HS-Nummer</translation>
    </message>
    <message>
        <source>no mass</source>
        <translation>keine Masse</translation>
    </message>
    <message>
        <source>no origin</source>
        <translation>kein Ursprung</translation>
    </message>
    <message>
        <source>no quantity</source>
        <translation>keine Menge</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>not described</source>
        <translation>nicht beschrieben</translation>
    </message>
</context>
<context>
    <name>AnswerFace</name>
    <message>
        <source>read {number}</source>
        <translation>Lesung {number}</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Badge</source>
        <translation>Ausweis</translation>
    </message>
    <message>
        <source>Check digit wrong</source>
        <translation>Prüfziffer falsch</translation>
    </message>
    <message>
        <source>Evidence bag</source>
        <translation>Beweismittelbeutel</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Not an identifier</source>
        <translation>Keine Sendungsnummer</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Not wanted</source>
        <translation>Nicht gesucht</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Nochmals lesen</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>Plombe</translation>
    </message>
    <message>
        <source>Several: choose</source>
        <translation>Mehrere: wählen</translation>
    </message>
    <message>
        <source>Storage place</source>
        <translation>Lagerplatz</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal dasselbe</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Gesucht</translation>
    </message>
    <message>
        <source>Wrong parcel</source>
        <translation>Falsches Paket</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed after the decision</source>
        <translation>Nach der Entscheidung geändert</translation>
    </message>
    <message>
        <source>It is kept here, has no effect, and is not sent again.</source>
        <translation>Sie bleibt hier gespeichert, ist unwirksam und wird nicht erneut gesendet.</translation>
    </message>
    <message>
        <source>Acknowledge that you know of both; decide again if it is still here.</source>
        <translation>Bestätigen Sie, dass Sie von beidem wissen; entscheiden Sie erneut, wenn es noch hier ist.</translation>
    </message>
    <message>
        <source>Ask an officer whose mandate covers it to decide.</source>
        <translation>Lassen Sie jemanden entscheiden, dessen Befugnis das abdeckt.</translation>
    </message>
    <message>
        <source>Ask whoever issues the mandates of this office.</source>
        <translation>Fragen Sie die Stelle, die die Befugnisse dieser Zollstelle erteilt.</translation>
    </message>
    <message>
        <source>Both are kept, and both have their effect.</source>
        <translation>Beide bleiben gespeichert, und beide wirken.</translation>
    </message>
    <message>
        <source>Call IT and tell them the code.</source>
        <translation>Rufen Sie die IT und nennen Sie den Code.</translation>
    </message>
    <message>
        <source>Call IT. Look again at what was decided here lately.</source>
        <translation>Rufen Sie die IT. Sehen Sie noch einmal an, was hier zuletzt entschieden wurde.</translation>
    </message>
    <message>
        <source>Call IT: they confirm the new key, or somebody pretends to be it.</source>
        <translation>Rufen Sie die IT: Sie bestätigt den neuen Schlüssel, oder jemand gibt sich für den Dienst aus.</translation>
    </message>
    <message>
        <source>It is kept here and offered again each minute.</source>
        <translation>Sie bleibt hier gespeichert und wird jede Minute erneut angeboten.</translation>
    </message>
    <message>
        <source>Keep the parcel, or have it brought back; then acknowledge.</source>
        <translation>Behalten Sie das Paket hier oder lassen Sie es zurückholen; nehmen Sie es dann zur Kenntnis.</translation>
    </message>
    <message>
        <source>Mandate</source>
        <translation>Befugnis</translation>
    </message>
    <message>
        <source>Mandates of the known key hold; the other key is not believed.</source>
        <translation>Befugnisse mit dem bekannten Schlüssel gelten; dem anderen wird nicht geglaubt.</translation>
    </message>
    <message>
        <source>No backup of the ledger</source>
        <translation>Keine Sicherung des Journals</translation>
    </message>
    <message>
        <source>Not taken by the central service</source>
        <translation>Vom zentralen Dienst nicht angenommen</translation>
    </message>
    <message>
        <source>Nothing recorded is lost.</source>
        <translation>Nichts Erfasstes ist verloren.</translation>
    </message>
    <message>
        <source>Open the consignment and decide again.</source>
        <translation>Öffnen Sie die Sendung und entscheiden Sie erneut.</translation>
    </message>
    <message>
        <source>Open the consignment and look at it again.</source>
        <translation>Öffnen Sie die Sendung und sehen Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>Open the consignment, correct it, and record it again.</source>
        <translation>Öffnen Sie die Sendung, berichtigen Sie die Entscheidung und erfassen Sie sie erneut.</translation>
    </message>
    <message>
        <source>Open the consignment; decide again if it matters.</source>
        <translation>Öffnen Sie die Sendung; entscheiden Sie erneut, wenn es darauf ankommt.</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Grund: {reason}</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Released without knowing</source>
        <translation>In Unkenntnis freigegeben</translation>
    </message>
    <message>
        <source>Something about a mandate at this bench needs a person.</source>
        <translation>Eine Befugnis an diesem Arbeitsplatz muss sich jemand ansehen.</translation>
    </message>
    <message>
        <source>Stop the parcel, or have it brought back; then acknowledge.</source>
        <translation>Halten Sie das Paket auf oder lassen Sie es zurückholen; nehmen Sie es dann zur Kenntnis.</translation>
    </message>
    <message>
        <source>Stop working at one of the two machines, and call IT: the ledger was copied, or restored from a backup.</source>
        <translation>Arbeiten Sie an einem der beiden Rechner nicht weiter, und rufen Sie die IT: Das Journal wurde kopiert oder aus einer Sicherung wiederhergestellt.</translation>
    </message>
    <message>
        <source>Tell IT; then open the consignment and record it again.</source>
        <translation>Informieren Sie die IT; öffnen Sie dann die Sendung und erfassen Sie die Entscheidung erneut.</translation>
    </message>
    <message>
        <source>The central service does not read a decision of this bench.</source>
        <translation>Der zentrale Dienst liest eine Entscheidung dieses Arbeitsplatzes nicht.</translation>
    </message>
    <message>
        <source>The central service signs mandates with another key than before.</source>
        <translation>Der zentrale Dienst unterschreibt Befugnisse mit einem anderen Schlüssel als bisher.</translation>
    </message>
    <message>
        <source>The parcel may be gone: ask at bench {bench}.</source>
        <translation>Das Paket ist vielleicht fort: Fragen Sie an Arbeitsplatz {bench} nach.</translation>
    </message>
    <message>
        <source>The second copy of this bench&apos;s ledger could not be written.</source>
        <translation>Die zweite Kopie des Journals dieses Arbeitsplatzes konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>What can be read is kept, and nothing is overwritten.</source>
        <translation>Was lesbar ist, bleibt erhalten, und nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>What is recorded is safe on this bench, but only here.</source>
        <translation>Was erfasst ist, ist auf diesem Arbeitsplatz sicher, aber nur hier.</translation>
    </message>
    <message>
        <source>You can go on. Tell IT today.</source>
        <translation>Sie können weiterarbeiten. Informieren Sie die IT noch heute.</translation>
    </message>
    <message>
        <source>The central service changed what this decision was based on.</source>
        <translation>Der zentrale Dienst hat geändert, worauf diese Entscheidung beruhte.</translation>
    </message>
    <message>
        <source>The central service has two different entries for one place of this bench&apos;s ledger.</source>
        <translation>Der zentrale Dienst hat zwei verschiedene Einträge für dieselbe Stelle im Journal dieses Arbeitsplatzes.</translation>
    </message>
    <message>
        <source>The central service refused the {act} of {who}, recorded {when}: {reason}</source>
        <translation>Der zentrale Dienst hat eine Maßnahme von {who} ({act}, erfasst {when}) abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>The central service refused this act: {reason}</source>
        <translation>Der zentrale Dienst hat diese Maßnahme abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>The central service refused your {act}, recorded {when}: {reason}</source>
        <translation>Der zentrale Dienst hat Ihre Maßnahme ({act}, erfasst {when}) abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>The decision stands as it was recorded.</source>
        <translation>Die Entscheidung gilt, wie sie erfasst wurde.</translation>
    </message>
    <message>
        <source>The ledger is not whole</source>
        <translation>Das Journal ist nicht vollständig</translation>
    </message>
    <message>
        <source>The ledger of this bench is not as it was written.</source>
        <translation>Das Journal dieses Arbeitsplatzes ist nicht so, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>The ledger was copied</source>
        <translation>Das Journal wurde kopiert</translation>
    </message>
    <message>
        <source>The program does not know this kind of attention.</source>
        <translation>Das Programm kennt diese Art von Beachtung nicht.</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>missing entries</source>
        <translation>fehlende Einträge</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>the ledger before</source>
        <translation>das Journal davor</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}: {before} → {after}</translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>Acknowledge</source>
        <translation>Zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message>
        <source>Attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Nichts erfordert Beachtung.</translation>
    </message>
</context>
<context>
    <name>Care</name>
    <message>
        <source>Recorded here: {act}. You saw the image through a filter alone.</source>
        <translation>Hier erfasst: {act}. Sie sahen das Bild nur durch einen Filter.</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Saved, and in use. Read any symbol once more, to see it work.</source>
        <translation>Gespeichert und in Gebrauch. Lesen Sie zur Probe noch ein Symbol.</translation>
    </message>
    <message>
        <source>Written: {file}. Print it at 100 %.</source>
        <translation>Geschrieben: {file}. In Originalgröße (100 %) drucken.</translation>
    </message>
</context>
<context>
    <name>ChoiceField</name>
    <message>
        <source>{name}: choose a row, or take away what is typed there.</source>
        <translation>{name}: eine Zeile wählen oder löschen, was dort steht.</translation>
    </message>
    <message>
        <source>{name}: nothing fits what is typed</source>
        <translation>{name}: nichts passt zum Getippten</translation>
    </message>
</context>
<context>
    <name>ClockWatch</name>
    <message>
        <source>Compare it with another clock. If it is wrong now, tell IT: ages shown here are wrong, too.</source>
        <translation>Vergleichen Sie sie mit einer anderen Uhr. Geht sie jetzt falsch, sagen Sie es der IT: Auch die Altersangaben hier sind dann falsch.</translation>
    </message>
    <message>
        <source>Nothing is lost and no order changes.</source>
        <translation>Nichts geht verloren, keine Reihenfolge ändert sich.</translation>
    </message>
    <message>
        <source>Nothing is lost and no order changes: each decision also says by how much the clock was wrong. Times shown here are the central service&apos;s.</source>
        <translation>Nichts geht verloren, keine Reihenfolge ändert sich: Jede Entscheidung sagt auch, um wie viel die Uhr falsch ging. Die Zeiten hier sind die des zentralen Dienstes.</translation>
    </message>
    <message>
        <source>The clock of this bench is fast by {time}.</source>
        <translation>Die Uhr dieses Arbeitsplatzes geht um {time} vor.</translation>
    </message>
    <message>
        <source>The clock of this bench is slow by {time}.</source>
        <translation>Die Uhr dieses Arbeitsplatzes geht um {time} nach.</translation>
    </message>
    <message>
        <source>The clock of this bench was set back by {time} since the start.</source>
        <translation>Die Uhr dieses Arbeitsplatzes wurde seit dem Start um {time} zurückgestellt.</translation>
    </message>
    <message>
        <source>The clock of this bench was set forward by {time} since the start.</source>
        <translation>Die Uhr dieses Arbeitsplatzes wurde seit dem Start um {time} vorgestellt.</translation>
    </message>
    <message>
        <source>Work on, and tell IT to put the clock right.</source>
        <translation>Arbeiten Sie weiter und bitten Sie die IT, die Uhr zu stellen.</translation>
    </message>
    <message>
        <source>this bench&apos;s clock is {time} ahead</source>
        <translation>Uhr dieses Arbeitsplatzes geht {time} vor</translation>
    </message>
    <message>
        <source>this bench&apos;s clock is {time} behind</source>
        <translation>Uhr dieses Arbeitsplatzes geht {time} nach</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Earlier images</source>
        <translation>Frühere Bilder</translation>
    </message>
    <message>
        <source>Earlier images are being looked for …</source>
        <translation>Frühere Bilder werden gesucht …</translation>
    </message>
    <message>
        <source>The image is being read …</source>
        <translation>Das Bild wird gelesen …</translation>
    </message>
</context>
<context>
    <name>Countdowns</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message>
        <source>release of
{number}</source>
        <translation>Freigabe von
{number}</translation>
    </message>
</context>
<context>
    <name>Decision</name>
    <message>
        <source>A release needs a second officer: its key asks who.</source>
        <translation>Eine Freigabe braucht eine zweite Person: die Taste fragt, wen.</translation>
    </message>
    <message>
        <source>By your mandate the goods may leave now.</source>
        <translation>Nach Ihrer Befugnis darf die Ware jetzt weg.</translation>
    </message>
    <message>
        <source>Everything is released.</source>
        <translation>Alles ist freigegeben.</translation>
    </message>
    <message>
        <source>It is already released.</source>
        <translation>Sie ist bereits freigegeben.</translation>
    </message>
    <message>
        <source>Its label cannot be read: type the number of the piece, {key}.</source>
        <translation>Das Etikett ist nicht lesbar: Tippen Sie die Nummer des Stücks, {key}.</translation>
    </message>
    <message>
        <source>Not presented here, and stay open:</source>
        <translation>Hier nicht gestellt, bleiben offen:</translation>
    </message>
    <message>
        <source>Not presented here, and stays open: {parcel}</source>
        <translation>Hier nicht gestellt, bleibt offen: {parcel}</translation>
    </message>
    <message>
        <source>Nothing stands in the way of a release.</source>
        <translation>Einer Freigabe steht nichts entgegen.</translation>
    </message>
    <message>
        <source>Nothing stops a release, but this is asked for:</source>
        <translation>Nichts hält eine Freigabe auf, doch dies ist verlangt:</translation>
    </message>
    <message>
        <source>The central service has not acknowledged the release yet.</source>
        <translation>Der zentrale Dienst hat die Freigabe noch nicht bestätigt.</translation>
    </message>
    <message>
        <source>The goods stay for as long as it can be annulled here.</source>
        <translation>Die Ware bleibt, solange die Freigabe hier zurückgenommen werden kann.</translation>
    </message>
    <message>
        <source>The goods stay until it has acknowledged the release.</source>
        <translation>Die Ware bleibt, bis er die Freigabe bestätigt hat.</translation>
    </message>
    <message>
        <source>The release is already recorded and waits for the central service.</source>
        <translation>Die Freigabe ist bereits erfasst und wartet auf den zentralen Dienst.</translation>
    </message>
    <message>
        <source>The release waits for the central service: not released yet.</source>
        <translation>Die Freigabe wartet auf den zentralen Dienst: noch nicht freigegeben.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>last seen at {where}</source>
        <translation>zuletzt gesehen in {where}</translation>
    </message>
    <message>
        <source>release {release}, without having seen: {missed}</source>
        <translation>Freigabe {release}, ohne Kenntnis von: {missed}</translation>
    </message>
</context>
<context>
    <name>DecisionForm</name>
    <message>
        <source>Acknowledge a conflict on {number}</source>
        <translation>Konflikt bei {number} zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>Act to annul</source>
        <translation>Zurückzunehmende Entscheidung</translation>
    </message>
    <message>
        <source>Annul an act on {number}</source>
        <translation>Entscheidung zu {number} zurücknehmen</translation>
    </message>
    <message numerus="yes">
        <source>Characters left for the remark: %n</source>
        <translation>
            <numerusform>Verbleibende Zeichen für die Bemerkung: %n</numerusform>
            <numerusform>Verbleibende Zeichen für die Bemerkung: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Evidence bag {code}</source>
        <translation>Beweismittelbeutel {code}</translation>
    </message>
    <message>
        <source>Goods and quantities</source>
        <translation>Waren und Mengen</translation>
    </message>
    <message>
        <source>Hold to lift</source>
        <translation>Aufzuhebendes Anhalten</translation>
    </message>
    <message>
        <source>Hold {number}</source>
        <translation>{number} anhalten</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Rechtsgrundlage</translation>
    </message>
    <message>
        <source>Lift a hold on {number}</source>
        <translation>Anhalten von {number} aufheben</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>Erfassen</translation>
    </message>
    <message>
        <source>Record the annulment</source>
        <translation>Rücknahme erfassen</translation>
    </message>
    <message>
        <source>Record the hold</source>
        <translation>Anhalten erfassen</translation>
    </message>
    <message>
        <source>Record the lift</source>
        <translation>Aufhebung erfassen</translation>
    </message>
    <message>
        <source>Record the release</source>
        <translation>Freigabe erfassen</translation>
    </message>
    <message>
        <source>Record the seizure</source>
        <translation>Sicherstellung erfassen</translation>
    </message>
    <message>
        <source>Release in conflict</source>
        <translation>Freigabe im Konflikt</translation>
    </message>
    <message>
        <source>Release {number}</source>
        <translation>{number} freigeben</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Seal {code}</source>
        <translation>Siegel {code}</translation>
    </message>
    <message>
        <source>Seals and evidence bags</source>
        <translation>Siegel und Beweismittelbeutel</translation>
    </message>
    <message>
        <source>Second officer: type the id or read the badge</source>
        <translation>Zweite Person: Kennung tippen oder Ausweis lesen</translation>
    </message>
    <message>
        <source>Seize from {number}</source>
        <translation>Aus {number} sicherstellen</translation>
    </message>
    <message>
        <source>Send it for opening</source>
        <translation>Zum Öffnen schicken</translation>
    </message>
    <message>
        <source>Send {number} for opening</source>
        <translation>{number} zum Öffnen schicken</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Alle nehmen</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>Keine nehmen</translation>
    </message>
    <message>
        <source>Take this one off</source>
        <translation>Diesen entfernen</translation>
    </message>
    <message>
        <source>Unproven: a second officer cannot sign in here. It is kept as typed.</source>
        <translation>Nicht nachgewiesen: Eine zweite Person kann sich hier nicht anmelden. Erfasst wird, was hier steht.</translation>
    </message>
    <message>
        <source>What was found needs a description and how many.</source>
        <translation>Zum Fund gehören eine Beschreibung und die Anzahl.</translation>
    </message>
    <message>
        <source>Where it is put: read the shelf&apos;s label, choose or type</source>
        <translation>Wohin es kommt: Regaletikett lesen, wählen oder tippen</translation>
    </message>
    <message>
        <source>Why the barcode was not read</source>
        <translation>Warum der Strichcode nicht gelesen wurde</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>second officer</source>
        <translation>zweite Person</translation>
    </message>
    <message>
        <source>{id} is not known at this bench. Is it right? Then confirm once more.</source>
        <translation>{id} ist an diesem Arbeitsplatz nicht bekannt. Stimmt es? Dann noch einmal bestätigen.</translation>
    </message>
</context>
<context>
    <name>DecisionScreen</name>
    <message>
        <source>Being recorded …</source>
        <translation>Wird erfasst …</translation>
    </message>
    <message>
        <source>Cancelled: another consignment was opened. Nothing was recorded.</source>
        <translation>Abgebrochen: Eine andere Sendung wurde geöffnet. Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>No consignment is open.</source>
        <translation>Keine Sendung ist geöffnet.</translation>
    </message>
    <message>
        <source>Not noted: {labels}. Read them again if they are used.</source>
        <translation>Nicht notiert: {labels}. Lesen Sie sie noch einmal, wenn sie benutzt sind.</translation>
    </message>
    <message>
        <source>Recorded here: {act}.</source>
        <translation>Hier erfasst: {act}.</translation>
    </message>
    <message>
        <source>What you typed is kept: it is here again when you open it.</source>
        <translation>Was Sie eingegeben haben, bleibt erhalten: Es ist wieder da, wenn Sie sie öffnen.</translation>
    </message>
    <message>
        <source>Your draft is kept. To release, press its key once more.</source>
        <translation>Ihr Entwurf bleibt erhalten. Zum Freigeben die Taste noch einmal drücken.</translation>
    </message>
    <message>
        <source>Your draft is kept: it is here again when you open it.</source>
        <translation>Ihr Entwurf bleibt erhalten: Er ist wieder da, wenn Sie die Sendung öffnen.</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>Entscheidung</translation>
    </message>
</context>
<context>
    <name>Declaration</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> und %n weitere</numerusform>
            <numerusform> und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>AEO: customs simplifications</source>
        <translation>AEO: zollrechtliche Vereinfachungen</translation>
    </message>
    <message>
        <source>AEO: security and safety</source>
        <translation>AEO: Sicherheit</translation>
    </message>
    <message>
        <source>AEO: simplifications and security</source>
        <translation>AEO: Vereinfachungen und Sicherheit</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>Maßnahmen</translation>
    </message>
    <message numerus="yes">
        <source>Acts that refer to acts that have not come yet: %n.</source>
        <translation>
            <numerusform>Maßnahmen, die sich auf noch nicht eingetroffene Maßnahmen beziehen: %n.</numerusform>
            <numerusform>Maßnahmen, die sich auf noch nicht eingetroffene Maßnahmen beziehen: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>DHL Express waybill</source>
        <translation>DHL-Express-Frachtbrief</translation>
    </message>
    <message>
        <source>DHL parcel (licence plate)</source>
        <translation>DHL-Paket (License Plate)</translation>
    </message>
    <message>
        <source>DPD parcel</source>
        <translation>DPD-Paket</translation>
    </message>
    <message>
        <source>FedEx Express parcel</source>
        <translation>FedEx-Express-Paket</translation>
    </message>
    <message>
        <source>FedEx Ground parcel</source>
        <translation>FedEx-Ground-Paket</translation>
    </message>
    <message>
        <source>FedEx label (ASTRA)</source>
        <translation>FedEx-Etikett (ASTRA)</translation>
    </message>
    <message>
        <source>FedEx parcel (34 figures)</source>
        <translation>FedEx-Paket (34 Ziffern)</translation>
    </message>
    <message>
        <source>FedEx parcel (96)</source>
        <translation>FedEx-Paket (96)</translation>
    </message>
    <message>
        <source>Filings</source>
        <translation>Anmeldungen</translation>
    </message>
    <message numerus="yes">
        <source>For training, fields invented: %n.</source>
        <translation>
            <numerusform>Für die Schulung erfundene Felder: %n.</numerusform>
            <numerusform>Für die Schulung erfundene Felder: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Found by the barcode of its {thing}, not of a parcel.</source>
        <translation>Gefunden über einen Strichcode nicht des Packstücks, sondern von: {thing}.</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Waren</translation>
    </message>
    <message>
        <source>HS code</source>
        <translation>HS-Nummer</translation>
    </message>
    <message numerus="yes">
        <source>Holds or seizures that a release had not seen: %n.</source>
        <translation>
            <numerusform>Maßnahmen (Anhalten oder Sicherstellung), die einer Freigabe unbekannt waren: %n.</numerusform>
            <numerusform>Maßnahmen (Anhalten oder Sicherstellung), die einer Freigabe unbekannt waren: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>IOSS number</source>
        <translation>IOSS-Nummer</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>Kennungen</translation>
    </message>
    <message>
        <source>LRN</source>
        <translation>LRN</translation>
    </message>
    <message>
        <source>MRN</source>
        <translation>MRN</translation>
    </message>
    <message>
        <source>No goods are declared.</source>
        <translation>Es sind keine Waren angemeldet.</translation>
    </message>
    <message>
        <source>No rule hit was given.</source>
        <translation>Kein Regeltreffer wurde genannt.</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Packstücke</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>Beteiligte</translation>
    </message>
    <message>
        <source>Quality of the data</source>
        <translation>Datenqualität</translation>
    </message>
    <message numerus="yes">
        <source>Remarks that stand with the goods above: %n.</source>
        <translation>
            <numerusform>Hinweise, die oben bei den Waren stehen: %n.</numerusform>
            <numerusform>Hinweise, die oben bei den Waren stehen: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan images</source>
        <translation>Röntgenbilder</translation>
    </message>
    <message>
        <source>Sent, but not known to this program</source>
        <translation>Gesendet, aber diesem Programm nicht bekannt</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>These rules add {told} of the {score}. What adds the rest is not told.</source>
        <translation>Diese Regeln tragen {told} zu den {score} bei. Woher der Rest kommt, wird nicht mitgeteilt.</translation>
    </message>
    <message>
        <source>This copy</source>
        <translation>Diese Fassung</translation>
    </message>
    <message>
        <source>Transport and documents</source>
        <translation>Beförderung und Unterlagen</translation>
    </message>
    <message>
        <source>UCR</source>
        <translation>UCR</translation>
    </message>
    <message>
        <source>UPS parcel (1Z)</source>
        <translation>UPS-Paket (1Z)</translation>
    </message>
    <message>
        <source>UPS waybill</source>
        <translation>UPS-Frachtbrief</translation>
    </message>
    <message>
        <source>USPS parcel</source>
        <translation>USPS-Paket</translation>
    </message>
    <message>
        <source>Value and revenue</source>
        <translation>Wert und Abgaben</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Warum sie hier ist</translation>
    </message>
    <message>
        <source>X-rayed</source>
        <translation>geröntgt</translation>
    </message>
    <message>
        <source>a part of it</source>
        <translation>ein Teil davon</translation>
    </message>
    <message>
        <source>a release waits for it</source>
        <translation>eine Freigabe wartet darauf</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Vertreter</translation>
    </message>
    <message>
        <source>air</source>
        <translation>Luftverkehr</translation>
    </message>
    <message>
        <source>air waybill</source>
        <translation>Luftfrachtbrief</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>eingetroffen</translation>
    </message>
    <message>
        <source>asked for, but a release goes through without it: see to it first</source>
        <translation>verlangt, aber eine Freigabe geht auch ohne: zuerst erledigen</translation>
    </message>
    <message>
        <source>bill of lading</source>
        <translation>Konnossement</translation>
    </message>
    <message>
        <source>buyer</source>
        <translation>Käufer</translation>
    </message>
    <message>
        <source>cargo manifest</source>
        <translation>Ladungsmanifest</translation>
    </message>
    <message>
        <source>carrier</source>
        <translation>Beförderer</translation>
    </message>
    <message>
        <source>category {category}</source>
        <translation>Kategorie {category}</translation>
    </message>
    <message>
        <source>certificate of origin</source>
        <translation>Ursprungszeugnis</translation>
    </message>
    <message>
        <source>change {number}</source>
        <translation>Änderung {number}</translation>
    </message>
    <message>
        <source>commercial invoice</source>
        <translation>Handelsrechnung</translation>
    </message>
    <message>
        <source>consignee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>consignment</source>
        <translation>Sendung</translation>
    </message>
    <message>
        <source>consignor</source>
        <translation>Versender</translation>
    </message>
    <message>
        <source>container (ISO 6346)</source>
        <translation>Container (ISO 6346)</translation>
    </message>
    <message>
        <source>customs invoice</source>
        <translation>Zollrechnung</translation>
    </message>
    <message>
        <source>customs warehousing</source>
        <translation>Zolllager</translation>
    </message>
    <message>
        <source>data received before arrival</source>
        <translation>Daten vor der Ankunft erhalten</translation>
    </message>
    <message>
        <source>declarant</source>
        <translation>Anmelder</translation>
    </message>
    <message>
        <source>declaration accepted</source>
        <translation>Anmeldung angenommen</translation>
    </message>
    <message>
        <source>declaration lodged</source>
        <translation>Anmeldung abgegeben</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>aufgeschoben</translation>
    </message>
    <message>
        <source>description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>despatch note of a post parcel</source>
        <translation>Paketkarte</translation>
    </message>
    <message>
        <source>dispatch (UPU S8)</source>
        <translation>Kartenschluss (UPU S8)</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Unterlage</translation>
    </message>
    <message>
        <source>document asked for</source>
        <translation>Unterlage angefordert</translation>
    </message>
    <message>
        <source>net {mass}</source>
        <translation>netto {mass}</translation>
    </message>
    <message>
        <source>due {when} ({left})</source>
        <translation>fällig {when} ({left})</translation>
    </message>
    <message>
        <source>4PX parcel</source>
        <translation>4PX-Paket</translation>
    </message>
    <message>
        <source>A parcel that nobody had declared was linked to it. Not so? {key}</source>
        <translation>Ein Paket, das niemand angemeldet hatte, wurde damit verknüpft. Stimmt das nicht? {key}</translation>
    </message>
    <message>
        <source>Amazon Logistics parcel</source>
        <translation>Amazon-Logistics-Paket</translation>
    </message>
    <message>
        <source>Amazon parcel</source>
        <translation>Amazon-Paket</translation>
    </message>
    <message>
        <source>Australia Post parcel</source>
        <translation>Australia-Post-Paket</translation>
    </message>
    <message>
        <source>Cainiao parcel</source>
        <translation>Cainiao-Paket</translation>
    </message>
    <message>
        <source>Canada Post parcel</source>
        <translation>Canada-Post-Paket</translation>
    </message>
    <message>
        <source>Canpar parcel</source>
        <translation>Canpar-Paket</translation>
    </message>
    <message>
        <source>DHL Paket parcel</source>
        <translation>DHL-Paket (Identcode)</translation>
    </message>
    <message>
        <source>DHL eCommerce parcel</source>
        <translation>DHL-eCommerce-Paket</translation>
    </message>
    <message>
        <source>Deppon parcel</source>
        <translation>Deppon-Paket</translation>
    </message>
    <message>
        <source>Evri parcel</source>
        <translation>Evri-Paket</translation>
    </message>
    <message>
        <source>GLS parcel</source>
        <translation>GLS-Paket</translation>
    </message>
    <message>
        <source>GOFO Express parcel</source>
        <translation>GOFO-Express-Paket</translation>
    </message>
    <message>
        <source>Hermes parcel</source>
        <translation>Hermes-Paket</translation>
    </message>
    <message>
        <source>InPost parcel</source>
        <translation>InPost-Paket</translation>
    </message>
    <message>
        <source>J&amp;T Express parcel</source>
        <translation>J&amp;T-Express-Paket</translation>
    </message>
    <message>
        <source>JD Logistics parcel</source>
        <translation>JD-Logistics-Paket</translation>
    </message>
    <message>
        <source>Landmark Global parcel</source>
        <translation>Landmark-Global-Paket</translation>
    </message>
    <message>
        <source>LaserShip parcel</source>
        <translation>LaserShip-Paket</translation>
    </message>
    <message>
        <source>Nobody has declared this parcel. Link it to its declaration: {key}.</source>
        <translation>Dieses Paket hat niemand angemeldet. Mit seiner Anmeldung verknüpfen: {key}.</translation>
    </message>
    <message>
        <source>OnTrac parcel</source>
        <translation>OnTrac-Paket</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>PostNL parcel</source>
        <translation>PostNL-Paket</translation>
    </message>
    <message>
        <source>Purolator parcel</source>
        <translation>Purolator-Paket</translation>
    </message>
    <message>
        <source>SF Express parcel</source>
        <translation>SF-Express-Paket</translation>
    </message>
    <message>
        <source>Spee-Dee parcel</source>
        <translation>Spee-Dee-Paket</translation>
    </message>
    <message>
        <source>SunYou parcel</source>
        <translation>SunYou-Paket</translation>
    </message>
    <message>
        <source>Swiss Post parcel</source>
        <translation>Swiss-Post-Paket</translation>
    </message>
    <message>
        <source>YTO Express parcel</source>
        <translation>YTO-Express-Paket</translation>
    </message>
    <message>
        <source>Yanwen parcel</source>
        <translation>Yanwen-Paket</translation>
    </message>
    <message>
        <source>Yodel parcel</source>
        <translation>Yodel-Paket</translation>
    </message>
    <message>
        <source>YunExpress parcel</source>
        <translation>YunExpress-Paket</translation>
    </message>
    <message numerus="yes">
        <source>and more marks: %n</source>
        <translation>
            <numerusform>und weitere Markierungen: %n</numerusform>
            <numerusform>und weitere Markierungen: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>detections accepted: {accepted}, cleared: {cleared}</source>
        <translation>Erkennungen bestätigt: {accepted}, verworfen: {cleared}</translation>
    </message>
    <message>
        <source>duty</source>
        <translation>Zoll</translation>
    </message>
    <message>
        <source>end-use</source>
        <translation>Endverwendung</translation>
    </message>
    <message>
        <source>ended by {act} {when} {who}</source>
        <translation>beendet durch {act} {when} {who}</translation>
    </message>
    <message>
        <source>entry summary declaration</source>
        <translation>summarische Eingangsanmeldung</translation>
    </message>
    <message>
        <source>examination</source>
        <translation>Beschau</translation>
    </message>
    <message>
        <source>export declaration</source>
        <translation>Ausfuhranmeldung</translation>
    </message>
    <message>
        <source>exporter</source>
        <translation>Ausführer</translation>
    </message>
    <message>
        <source>filing</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>fixed installation</source>
        <translation>feste Transporteinrichtung</translation>
    </message>
    <message>
        <source>found here, on no line of the declaration</source>
        <translation>hier gefunden, in keiner Position der Anmeldung</translation>
    </message>
    <message>
        <source>free circulation and home use</source>
        <translation>Überlassung zum zoll- und steuerrechtlich freien Verkehr</translation>
    </message>
    <message>
        <source>free circulation or end-use</source>
        <translation>freier Verkehr oder Endverwendung</translation>
    </message>
    <message>
        <source>free circulation, onward supply free of tax</source>
        <translation>freier Verkehr mit steuerbefreiender Lieferung</translation>
    </message>
    <message>
        <source>free circulation, warehoused for tax</source>
        <translation>freier Verkehr mit Überführung in ein Steuerlager</translation>
    </message>
    <message>
        <source>freight</source>
        <translation>Fracht</translation>
    </message>
    <message>
        <source>from one private person to another</source>
        <translation>von privat an privat</translation>
    </message>
    <message>
        <source>goods of negligible value</source>
        <translation>Waren von geringem Wert</translation>
    </message>
    <message>
        <source>gross {mass}</source>
        <translation>brutto {mass}</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>übergeben</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>house bill of lading</source>
        <translation>Hauskonnossement</translation>
    </message>
    <message>
        <source>house document</source>
        <translation>Hausfrachtbrief</translation>
    </message>
    <message>
        <source>house waybill</source>
        <translation>Hausfrachtbrief</translation>
    </message>
    <message>
        <source>identity check</source>
        <translation>Identitätsprüfung</translation>
    </message>
    <message>
        <source>import licence</source>
        <translation>Einfuhrlizenz</translation>
    </message>
    <message>
        <source>import, simplified declaration</source>
        <translation>Einfuhr, vereinfachte Anmeldung</translation>
    </message>
    <message>
        <source>import, simplified declaration in regular use</source>
        <translation>Einfuhr, vereinfachte Anmeldung mit Bewilligung</translation>
    </message>
    <message>
        <source>import, standard declaration</source>
        <translation>Einfuhr, Standardanmeldung</translation>
    </message>
    <message>
        <source>import, standard declaration before arrival</source>
        <translation>Einfuhr, Standardanmeldung vor der Gestellung</translation>
    </message>
    <message>
        <source>importer</source>
        <translation>Einführer</translation>
    </message>
    <message>
        <source>initial declaration</source>
        <translation>Erstanmeldung</translation>
    </message>
    <message>
        <source>inland waterway</source>
        <translation>Binnenschifffahrt</translation>
    </message>
    <message>
        <source>insurance</source>
        <translation>Versicherung</translation>
    </message>
    <message>
        <source>intermediary</source>
        <translation>Vermittler</translation>
    </message>
    <message>
        <source>inward processing</source>
        <translation>aktive Veredelung</translation>
    </message>
    <message>
        <source>item {items}</source>
        <translation>Position {items}</translation>
    </message>
    <message>
        <source>items {items}</source>
        <translation>Positionen {items}</translation>
    </message>
    <message>
        <source>licence plate of a parcel</source>
        <translation>License Plate eines Pakets</translation>
    </message>
    <message>
        <source>lodged {when}</source>
        <translation>abgegeben {when}</translation>
    </message>
    <message>
        <source>logistic unit (SSCC)</source>
        <translation>Versandeinheit (SSCC)</translation>
    </message>
    <message>
        <source>low value, free of import duty</source>
        <translation>geringer Wert, frei von Einfuhrabgaben</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>marked on the image, item {item}</source>
        <translation>im Bild markiert, Position {item}</translation>
    </message>
    <message>
        <source>marked on the image, linked to nothing</source>
        <translation>im Bild markiert, nichts zugeordnet</translation>
    </message>
    <message>
        <source>marked on the image, not declared</source>
        <translation>im Bild markiert, nicht angemeldet</translation>
    </message>
    <message>
        <source>mass</source>
        <translation>Masse</translation>
    </message>
    <message>
        <source>master air waybill</source>
        <translation>Hauptluftfrachtbrief</translation>
    </message>
    <message>
        <source>master bill of lading</source>
        <translation>Hauptkonnossement</translation>
    </message>
    <message>
        <source>master document</source>
        <translation>Hauptfrachtbrief</translation>
    </message>
    <message>
        <source>master transport document</source>
        <translation>Hauptbeförderungspapier</translation>
    </message>
    <message>
        <source>no line declares this any more: {goods}</source>
        <translation>keine Position meldet dies noch an: {goods}</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>nicht bezahlt</translation>
    </message>
    <message>
        <source>nothing due</source>
        <translation>nichts zu zahlen</translation>
    </message>
    <message>
        <source>office of arrival</source>
        <translation>Zollstelle der Ankunft</translation>
    </message>
    <message>
        <source>on items {items}</source>
        <translation>zu Positionen {items}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>opened at a bench</source>
        <translation>am Arbeitsplatz geöffnet</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>Ursprung</translation>
    </message>
    <message>
        <source>owner {owner}</source>
        <translation>zuständig {owner}</translation>
    </message>
    <message>
        <source>packing list</source>
        <translation>Packliste</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>bezahlt</translation>
    </message>
    <message>
        <source>parcel</source>
        <translation>Packstück</translation>
    </message>
    <message>
        <source>parcel {parcel}</source>
        <translation>Packstück {parcel}</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>phytosanitary certificate</source>
        <translation>Pflanzengesundheitszeugnis</translation>
    </message>
    <message>
        <source>platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>postal item (UPU S10)</source>
        <translation>Postsendung (UPU S10)</translation>
    </message>
    <message>
        <source>postal traffic, free circulation</source>
        <translation>Postverkehr, freier Verkehr</translation>
    </message>
    <message>
        <source>presented</source>
        <translation>gestellt</translation>
    </message>
    <message>
        <source>previous document</source>
        <translation>Vorpapier</translation>
    </message>
    <message>
        <source>pro forma invoice</source>
        <translation>Proforma-Rechnung</translation>
    </message>
    <message>
        <source>procedure {codes}</source>
        <translation>Verfahren {codes}</translation>
    </message>
    <message>
        <source>procedures</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>rail</source>
        <translation>Schiene</translation>
    </message>
    <message>
        <source>re-import for home use</source>
        <translation>Wiedereinfuhr zum freien Verkehr</translation>
    </message>
    <message>
        <source>received {when}</source>
        <translation>erhalten {when}</translation>
    </message>
    <message>
        <source>receptacle</source>
        <translation>Behältnis</translation>
    </message>
    <message>
        <source>receptacle (UPU S9)</source>
        <translation>Behältnis (UPU S9)</translation>
    </message>
    <message>
        <source>refused by the central service</source>
        <translation>vom zentralen Dienst abgelehnt</translation>
    </message>
    <message>
        <source>released</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>risk {score}</source>
        <translation>Risiko {score}</translation>
    </message>
    <message>
        <source>road</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>road consignment note</source>
        <translation>Frachtbrief im Straßenverkehr</translation>
    </message>
    <message>
        <source>routing code</source>
        <translation>Leitcode</translation>
    </message>
    <message>
        <source>satisfied</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>sea</source>
        <translation>See</translation>
    </message>
    <message>
        <source>seizure</source>
        <translation>Sicherstellung</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>seller</source>
        <translation>Verkäufer</translation>
    </message>
    <message>
        <source>simplified import</source>
        <translation>vereinfachte Einfuhr</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>seit {when}</translation>
    </message>
    <message>
        <source>summary declaration</source>
        <translation>summarische Anmeldung</translation>
    </message>
    <message>
        <source>tax</source>
        <translation>Steuer</translation>
    </message>
    <message>
        <source>tax by the import one-stop shop</source>
        <translation>Steuer über die einzige Anlaufstelle für die Einfuhr (IOSS)</translation>
    </message>
    <message>
        <source>tax by the special arrangements</source>
        <translation>Steuer nach der Sonderregelung</translation>
    </message>
    <message>
        <source>temporary admission</source>
        <translation>vorübergehende Verwendung</translation>
    </message>
    <message>
        <source>temporary storage declaration</source>
        <translation>Anmeldung zur vorübergehenden Verwahrung</translation>
    </message>
    <message>
        <source>text on a label</source>
        <translation>Text auf einem Etikett</translation>
    </message>
    <message>
        <source>the buyer pays</source>
        <translation>der Käufer zahlt</translation>
    </message>
    <message>
        <source>the intermediary pays</source>
        <translation>der Vermittler zahlt</translation>
    </message>
    <message>
        <source>the vendor pays</source>
        <translation>der Verkäufer zahlt</translation>
    </message>
    <message>
        <source>trade item (GTIN)</source>
        <translation>Handelsartikel (GTIN)</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>Beförderung</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>Fassung {version}</translation>
    </message>
    <message>
        <source>veterinary certificate</source>
        <translation>Veterinärbescheinigung</translation>
    </message>
    <message>
        <source>view from above</source>
        <translation>Ansicht von oben</translation>
    </message>
    <message>
        <source>view from the side</source>
        <translation>Ansicht von der Seite</translation>
    </message>
    <message>
        <source>waits for the central service</source>
        <translation>wartet auf den zentralen Dienst</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>erlassen</translation>
    </message>
    <message>
        <source>who pays</source>
        <translation>wer zahlt</translation>
    </message>
    <message>
        <source>{edges} mm</source>
        <translation>{edges} mm</translation>
    </message>
    <message>
        <source>{mark}: {words}</source>
        <translation>{mark}: {words}</translation>
    </message>
    <message>
        <source>{procedure}, after {earlier}</source>
        <translation>{procedure}, nach {earlier}</translation>
    </message>
    <message>
        <source>{rule} adds {points}</source>
        <translation>{rule}: +{points}</translation>
    </message>
    <message>
        <source>{state}, number {number}</source>
        <translation>{state}, Nummer {number}</translation>
    </message>
    <message>
        <source>{status}, recognised by {country}</source>
        <translation>{status}, anerkannt von {country}</translation>
    </message>
</context>
<context>
    <name>DeclarationScreen</name>
    <message>
        <source>Copy everything as text</source>
        <translation>Alles als Text kopieren</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>Diese Zeile kopieren</translation>
    </message>
    <message>
        <source>declaration</source>
        <translation>Anmeldung</translation>
    </message>
</context>
<context>
    <name>DeliveryScreen</name>
    <message>
        <source> · the oldest {age}</source>
        <translation> · älteste seit {age}</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Übermittlung</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Recorded events</source>
        <translation>Erfasste Ereignisse</translation>
    </message>
    <message>
        <source>Shift sheet</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>announced</source>
        <translation>angekündigt</translation>
    </message>
    <message>
        <source>central service</source>
        <translation>zentraler Dienst</translation>
    </message>
    <message>
        <source>compared</source>
        <translation>verglichen</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>notes of parcels waiting</source>
        <translation>wartende Vermerke zu Paketen</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>unfinished forms</source>
        <translation>unfertige Formulare</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message numerus="yes">
        <source>Goods that are no longer in this consignment: %n.</source>
        <translation>
            <numerusform>Waren, die nicht mehr in dieser Sendung sind: %n.</numerusform>
            <numerusform>Waren, die nicht mehr in dieser Sendung sind: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its legal basis is not on the list any more.</source>
        <translation>Die Rechtsgrundlage steht nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>Its reason is not on the list any more.</source>
        <translation>Der Grund steht nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>The consignment has changed since: look at it again.</source>
        <translation>Die Sendung hat sich seitdem geändert: Sehen Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>What it was about is not open any more.</source>
        <translation>Worum es ging, ist nicht mehr offen.</translation>
    </message>
    <message>
        <source>Your draft of {time} is here again.</source>
        <translation>Ihr Entwurf von {time} ist wieder da.</translation>
    </message>
</context>
<context>
    <name>DraftNote</name>
    <message>
        <source>Throw it away</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>EarlierView</name>
    <message>
        <source>earlier image</source>
        <translation>früheres Bild</translation>
    </message>
</context>
<context>
    <name>EmptyQueue</name>
    <message>
        <source>Consignments appear here as the central service sends them.</source>
        <translation>Sendungen erscheinen hier, sobald der zentrale Dienst sie sendet.</translation>
    </message>
    <message>
        <source>Everything that was asked for has been dealt with.</source>
        <translation>Alles, was verlangt war, ist erledigt.</translation>
    </message>
    <message>
        <source>No consignment is here yet</source>
        <translation>Noch keine Sendung ist hier</translation>
    </message>
    <message>
        <source>No consignment matches</source>
        <translation>Keine Sendung passt</translation>
    </message>
    <message>
        <source>Nothing of what is here passes this filter and search.</source>
        <translation>Nichts, was hier ist, entspricht diesem Filter und dieser Suche.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>The queue is being filled</source>
        <translation>Die Liste wird gefüllt</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>Die Liste ist leer</translation>
    </message>
    <message>
        <source>They come with the first contact with the central service; see the line above.</source>
        <translation>Sie kommen mit dem ersten Kontakt zum zentralen Dienst; siehe die Verbindung oben.</translation>
    </message>
</context>
<context>
    <name>EventsModel</name>
    <message>
        <source>acknowledged, receipt {number}</source>
        <translation>bestätigt, Beleg {number}</translation>
    </message>
    <message>
        <source>look at it again · acknowledged, receipt {number}</source>
        <translation>noch einmal ansehen · bestätigt, Beleg {number}</translation>
    </message>
    <message>
        <source>refused: {words}</source>
        <translation>abgelehnt: {words}</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wartet auf Übermittlung</translation>
    </message>
    <message>
        <source>waiting, next try in {age}</source>
        <translation>wartet, nächster Versuch in {age}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Zollstelle</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Search identifiers and words</source>
        <translation>Kennungen und Wörter suchen</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>Die Liste durchsuchen</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>{lane}: {number} of all that are here, filters and search aside</source>
        <translation>{lane}: {number} von allen, die hier sind, ohne Filter und Suche</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%n d</numerusform>
            <numerusform>%n d</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message>
        <source>{age} overdue</source>
        <translation>{age} überfällig</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours} h {minutes}</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number}M</source>
        <translation>{number} Mio.</translation>
    </message>
    <message>
        <source>{number}k</source>
        <translation>{number} Tsd.</translation>
    </message>
</context>
<context>
    <name>FoundGoodsLine</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Found, but not declared</source>
        <translation>Gefunden, aber nicht angemeldet</translation>
    </message>
    <message>
        <source>HS code, if known</source>
        <translation>HS-Nummer, falls bekannt</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>wie viele</translation>
    </message>
    <message>
        <source>what was found</source>
        <translation>was gefunden wurde</translation>
    </message>
</context>
<context>
    <name>Front</name>
    <message>
        <source>Inspection workstation</source>
        <translation>Kontrollarbeitsplatz</translation>
    </message>
</context>
<context>
    <name>Holders</name>
    <message>
        <source>Open at {bench} since {time} ({officer})</source>
        <translation>Offen an {bench} seit {time} ({officer})</translation>
    </message>
    <message numerus="yes">
        <source>and at %n more</source>
        <translation>
            <numerusform>und an %n weiteren</numerusform>
            <numerusform>und an %n weiteren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hunt</name>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n fehlt</numerusform>
            <numerusform>%n fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcels of the list have left the office.</source>
        <translation>
            <numerusform>%n Paket der Liste hat das Amt verlassen.</numerusform>
            <numerusform>%n Pakete der Liste haben das Amt verlassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcels that you are looking for go with it. Nothing is counted.</source>
        <translation>
            <numerusform>%n gesuchtes Paket gehört dazu. Gezählt wird nichts.</numerusform>
            <numerusform>%n gesuchte Pakete gehören dazu. Gezählt wird nichts.</numerusform>
        </translation>
    </message>
    <message>
        <source>FOUND ALREADY</source>
        <translation>SCHON GEFUNDEN</translation>
    </message>
    <message>
        <source>LOOK FOR {number}</source>
        <translation>{number} SUCHEN</translation>
    </message>
    <message>
        <source>NEXT</source>
        <translation>WEITER</translation>
    </message>
    <message>
        <source>NO PARCEL</source>
        <translation>KEIN PAKET</translation>
    </message>
    <message>
        <source>NOT RECORDED</source>
        <translation>NICHT ERFASST</translation>
    </message>
    <message>
        <source>NOTHING TO FIND</source>
        <translation>NICHTS ZU SUCHEN</translation>
    </message>
    <message>
        <source>Nobody is known to have this number. Read another barcode of the label.</source>
        <translation>Diese Nummer ist hier nicht bekannt. Lesen Sie einen anderen Strichcode des Etiketts.</translation>
    </message>
    <message>
        <source>None is left to be found.</source>
        <translation>Es ist keines mehr zu finden.</translation>
    </message>
    <message>
        <source>None that you are looking for goes with it.</source>
        <translation>Keines der gesuchten gehört dazu.</translation>
    </message>
    <message numerus="yes">
        <source>Not looked for: %n more consignments. Narrow the filter.</source>
        <translation>
            <numerusform>Nicht gesucht: %n weitere Sendung. Grenzen Sie den Filter ein.</numerusform>
            <numerusform>Nicht gesucht: %n weitere Sendungen. Grenzen Sie den Filter ein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of this list no parcel is left to be looked for.</source>
        <translation>Von dieser Liste ist kein Paket mehr zu suchen.</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>LAGERPLATZ</translation>
    </message>
    <message>
        <source>READ AGAIN</source>
        <translation>NOCHMAL LESEN</translation>
    </message>
    <message>
        <source>READ ANOTHER</source>
        <translation>ANDEREN LESEN</translation>
    </message>
    <message>
        <source>Read parcel after parcel. A place&apos;s label says where you are.</source>
        <translation>Lesen Sie Paket für Paket. Das Etikett eines Lagerplatzes sagt, wo Sie sind.</translation>
    </message>
    <message>
        <source>Read twice, counted once.</source>
        <translation>Zweimal gelesen, einmal gezählt.</translation>
    </message>
    <message>
        <source>The barcode was cut off.</source>
        <translation>Der Strichcode war unvollständig.</translation>
    </message>
    <message>
        <source>The check digit does not fit: the label was misread.</source>
        <translation>Die Prüfziffer passt nicht: Das Etikett wurde falsch gelesen.</translation>
    </message>
    <message>
        <source>The hunt is over: there was nothing to look for.</source>
        <translation>Die Suche ist zu Ende: Es gab nichts zu suchen.</translation>
    </message>
    <message>
        <source>The hunt is over: {found} of {all} found, {absent} missing, {open} still to find.</source>
        <translation>Die Suche ist zu Ende: {found} von {all} gefunden, {absent} fehlen, {open} noch zu finden.</translation>
    </message>
    <message>
        <source>The list is being made. Read on: each read is answered when it is there.</source>
        <translation>Die Liste entsteht. Lesen Sie weiter: Jede Lesung wird beantwortet, sobald sie da ist.</translation>
    </message>
    <message>
        <source>The reader did not send its prefix.</source>
        <translation>Der Leser hat sein Präfix nicht gesendet.</translation>
    </message>
    <message>
        <source>This code names no parcel. Read another barcode of the label.</source>
        <translation>Dieser Code nennt kein Paket. Lesen Sie einen anderen Strichcode des Etiketts.</translation>
    </message>
    <message>
        <source>This is a badge.</source>
        <translation>Das ist ein Ausweis.</translation>
    </message>
    <message>
        <source>This is a filing&apos;s number, no parcel&apos;s.</source>
        <translation>Das ist die Nummer einer Anmeldung, nicht eines Pakets.</translation>
    </message>
    <message>
        <source>This is a master document&apos;s number, no parcel&apos;s.</source>
        <translation>Das ist die Nummer eines Hauptfrachtbriefs, nicht eines Pakets.</translation>
    </message>
    <message>
        <source>This is a receptacle&apos;s number, no parcel&apos;s.</source>
        <translation>Das ist die Nummer eines Behältnisses, nicht eines Pakets.</translation>
    </message>
    <message>
        <source>This is a seal&apos;s label.</source>
        <translation>Das ist das Etikett eines Siegels.</translation>
    </message>
    <message>
        <source>This is an evidence bag&apos;s label.</source>
        <translation>Das ist das Etikett eines Beweismittelbeutels.</translation>
    </message>
    <message>
        <source>This is no parcel&apos;s number.</source>
        <translation>Das ist nicht die Nummer eines Pakets.</translation>
    </message>
    <message>
        <source>This parcel is none of those that you are looking for.</source>
        <translation>Dieses Paket ist keines der gesuchten.</translation>
    </message>
    <message>
        <source>Too short to be a barcode.</source>
        <translation>Zu kurz für einen Strichcode.</translation>
    </message>
    <message>
        <source>Two barcodes in one read: read the parcel&apos;s own one alone.</source>
        <translation>Zwei Strichcodes in einer Lesung: Lesen Sie den des Pakets allein.</translation>
    </message>
    <message>
        <source>WANTED</source>
        <translation>GESUCHT</translation>
    </message>
    <message>
        <source>Wanted, but several parcels have this number. Read the parcel&apos;s own barcode.</source>
        <translation>Gesucht, aber mehrere Pakete haben diese Nummer. Lesen Sie den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>What you find from now on lies here.</source>
        <translation>Was Sie von jetzt an finden, liegt hier.</translation>
    </message>
    <message>
        <source>being recorded</source>
        <translation>wird erfasst</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>found {time}</source>
        <translation>gefunden {time}</translation>
    </message>
    <message>
        <source>found {when} by you, bench {bench}</source>
        <translation>gefunden {when} von Ihnen, Arbeitsplatz {bench}</translation>
    </message>
    <message>
        <source>found {when} by {who}, bench {bench}</source>
        <translation>gefunden {when} von {who}, Arbeitsplatz {bench}</translation>
    </message>
    <message>
        <source>found {when}, bench {bench}</source>
        <translation>gefunden {when}, Arbeitsplatz {bench}</translation>
    </message>
    <message>
        <source>it was here before</source>
        <translation>war schon vorher hier</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>piece {piece} of {pieces}</source>
        <translation>Stück {piece} von {pieces}</translation>
    </message>
    <message>
        <source>place {place}</source>
        <translation>Platz {place}</translation>
    </message>
    <message>
        <source>to find</source>
        <translation>zu finden</translation>
    </message>
    <message>
        <source>{found} of {all} found</source>
        <translation>{found} von {all} gefunden</translation>
    </message>
    <message>
        <source>{found} of {all} found, {open} still to find</source>
        <translation>{found} von {all} gefunden, noch {open} zu finden</translation>
    </message>
    <message>
        <source>{found}, place {place}</source>
        <translation>{found}, Platz {place}</translation>
    </message>
</context>
<context>
    <name>HuntScreen</name>
    <message>
        <source>End the hunt</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Hunt</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Mark missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Still to find</source>
        <translation>Noch zu finden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
</context>
<context>
    <name>IdWindowModel</name>
    <message>
        <source>cannot be read now</source>
        <translation>derzeit nicht lesbar</translation>
    </message>
    <message>
        <source>no longer here</source>
        <translation>nicht mehr hier</translation>
    </message>
</context>
<context>
    <name>ImagePlace</name>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>The scan image is in a window of its own.</source>
        <translation>Das Röntgenbild ist in einem eigenen Fenster.</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>Asking the central service.</source>
        <translation>Der zentrale Dienst wird gefragt.</translation>
    </message>
    <message>
        <source>By your mandate the goods may leave now; it goes to the central service by itself.</source>
        <translation>Nach Ihrer Befugnis darf die Ware jetzt weg; es geht von selbst an den zentralen Dienst.</translation>
    </message>
    <message>
        <source>By your mandate the goods may leave once it cannot be annulled here any more.</source>
        <translation>Nach Ihrer Befugnis darf die Ware weg, sobald es hier nicht mehr zurückgenommen werden kann.</translation>
    </message>
    <message>
        <source>Cancelled: another consignment was opened.</source>
        <translation>Abgebrochen: Eine andere Sendung wurde geöffnet.</translation>
    </message>
    <message>
        <source>It can be: {kinds}.</source>
        <translation>Möglich ist: {kinds}.</translation>
    </message>
    <message>
        <source>It is not released before the central service has acknowledged it.</source>
        <translation>Freigegeben ist sie erst, wenn der zentrale Dienst es bestätigt hat.</translation>
    </message>
    <message>
        <source>It is safe on this bench and goes to the central service by itself.</source>
        <translation>Es ist an diesem Arbeitsplatz sicher und geht von selbst an den zentralen Dienst.</translation>
    </message>
    <message>
        <source>It names no parcel: read another barcode of this label.</source>
        <translation>Das benennt kein Paket: Lesen Sie einen anderen Strichcode dieses Etiketts.</translation>
    </message>
    <message>
        <source>Misread: read it again.</source>
        <translation>Falsch gelesen: Lesen Sie noch einmal.</translation>
    </message>
    <message>
        <source>No consignment has the barcode {barcode}.</source>
        <translation>Keine Sendung hat den Strichcode {barcode}.</translation>
    </message>
    <message>
        <source>A seal: {code}.</source>
        <translation>Ein Siegel: {code}.</translation>
    </message>
    <message>
        <source>A storage place: {code}.</source>
        <translation>Ein Lagerplatz: {code}.</translation>
    </message>
    <message>
        <source>An evidence bag: {code}.</source>
        <translation>Ein Beweismittelbeutel: {code}.</translation>
    </message>
    <message>
        <source>An officer&apos;s badge. Nobody was asked for.</source>
        <translation>Ein Dienstausweis. Es war nach niemandem gefragt.</translation>
    </message>
    <message>
        <source>Cancelled, nothing recorded: {number}</source>
        <translation>Abgebrochen, nichts erfasst: {number}</translation>
    </message>
    <message>
        <source>Cancelled: the reader works elsewhere. Nothing was recorded.</source>
        <translation>Abgebrochen: Der Leser arbeitet anderswo. Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Nobody declared it: {key}.</source>
        <translation>Niemand hat es angemeldet: {key}.</translation>
    </message>
    <message>
        <source>Other labels may bear this text too. Read the parcel&apos;s own barcode.</source>
        <translation>Diesen Text können auch andere Etiketten tragen. Lesen Sie den Strichcode des Pakets selbst.</translation>
    </message>
    <message>
        <source>Read another barcode of it, or search.</source>
        <translation>Lesen Sie einen anderen Strichcode daran, oder suchen Sie.</translation>
    </message>
    <message>
        <source>Read another barcode of this parcel.</source>
        <translation>Lesen Sie einen anderen Strichcode dieses Pakets.</translation>
    </message>
    <message>
        <source>Read it again, or another barcode of this parcel.</source>
        <translation>Lesen Sie ihn noch einmal, oder einen anderen Strichcode dieses Pakets.</translation>
    </message>
    <message>
        <source>Recorded here: {act} of {number}.</source>
        <translation>Hier erfasst: {act}, {number}.</translation>
    </message>
    <message>
        <source>The barcode was cut off: read it again.</source>
        <translation>Der Strichcode war unvollständig: Lesen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The central service changed this consignment.</source>
        <translation>Der zentrale Dienst hat diese Sendung geändert.</translation>
    </message>
    <message>
        <source>The central service could not be asked.</source>
        <translation>Der zentrale Dienst konnte nicht gefragt werden.</translation>
    </message>
    <message>
        <source>The central service does not know it either.</source>
        <translation>Auch der zentrale Dienst kennt ihn nicht.</translation>
    </message>
    <message>
        <source>The central service has acknowledged it.</source>
        <translation>Der zentrale Dienst hat es bestätigt.</translation>
    </message>
    <message>
        <source>The central service has withdrawn this consignment; what you see is its last state.</source>
        <translation>Der zentrale Dienst hat diese Sendung zurückgezogen; Sie sehen ihren letzten Zustand.</translation>
    </message>
    <message>
        <source>The reader did not send its prefix: read the barcode again.</source>
        <translation>Der Leser hat sein Präfix nicht gesendet: Lesen Sie den Strichcode noch einmal.</translation>
    </message>
    <message>
        <source>This consignment is not in the cache any more.</source>
        <translation>Diese Sendung ist nicht mehr im Zwischenspeicher.</translation>
    </message>
    <message>
        <source>This does not say which parcel lies here. Read another barcode of its label.</source>
        <translation>Das sagt nicht, welches Paket hier liegt. Lesen Sie einen anderen Strichcode seines Etiketts.</translation>
    </message>
    <message>
        <source>This is the number of a consignment of several parcels. Read the parcel&apos;s own barcode.</source>
        <translation>Das ist die Nummer einer Sendung aus mehreren Paketen. Lesen Sie den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>This is the number of a filing. Read the parcel&apos;s own barcode.</source>
        <translation>Das ist die Nummer einer Anmeldung. Lesen Sie den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>This is the number of a master document. Read the parcel&apos;s own barcode.</source>
        <translation>Das ist die Nummer eines Hauptfrachtbriefs. Lesen Sie den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>This is the number of a receptacle. Read the parcel&apos;s own barcode.</source>
        <translation>Das ist die Nummer eines Behältnisses. Lesen Sie den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>This parcel was declared meanwhile. What was recorded counts for its declaration.</source>
        <translation>Dieses Paket wurde inzwischen angemeldet. Was erfasst wurde, gilt für seine Anmeldung.</translation>
    </message>
    <message>
        <source>Too short to be a barcode: read it again.</source>
        <translation>Zu kurz für einen Strichcode: Lesen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>Two barcodes in one read: read the parcel&apos;s own one alone.</source>
        <translation>Zwei Strichcodes in einer Lesung: Lesen Sie den des Pakets allein.</translation>
    </message>
    <message>
        <source>{barcode} is misread: its check digit is wrong.</source>
        <translation>{barcode} ist falsch gelesen: Die Prüfziffer stimmt nicht.</translation>
    </message>
    <message>
        <source>{barcode} names no parcel.</source>
        <translation>{barcode} benennt kein Paket.</translation>
    </message>
</context>
<context>
    <name>Keyboards</name>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Belgian</source>
        <translation>Belgisch</translation>
    </message>
    <message>
        <source>British</source>
        <translation>Britisch</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>Norwegisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Swiss</source>
        <translation>Schweizerisch</translation>
    </message>
    <message>
        <source>Taiwanese</source>
        <translation>Taiwanisch</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Acknowledge</source>
        <translation>Kenntnisnahme</translation>
    </message>
    <message>
        <source>Annul</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Document desk: recorded without the parcel.</source>
        <translation>Belegprüfung: Erfasst wird ohne das Paket.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Image desk: recorded without the parcel.</source>
        <translation>Bildauswertung: Erfasst wird ohne das Paket.</translation>
    </message>
    <message>
        <source>Lift a hold</source>
        <translation>Anhalten aufheben</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Release {part}/{whole}</source>
        <translation>Freigeben {part}/{whole}</translation>
    </message>
    <message>
        <source>Seize</source>
        <translation>Sicherstellen</translation>
    </message>
    <message>
        <source>Send for opening</source>
        <translation>Zum Öffnen schicken</translation>
    </message>
    <message>
        <source>what stands in the way</source>
        <translation>was entgegensteht</translation>
    </message>
</context>
<context>
    <name>LaneBadge</name>
    <message>
        <source>lane {lane}</source>
        <translation>Kanal {lane}</translation>
    </message>
</context>
<context>
    <name>LaneLetter</name>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>G</source>
        <translation>Gr</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Ge</translation>
    </message>
</context>
<context>
    <name>Line</name>
    <message>
        <source>alone for {age}, since {when}</source>
        <translation>seit {when} allein ({age})</translation>
    </message>
    <message>
        <source>alone for {time} · {good}</source>
        <translation>allein seit {time} · {good}</translation>
    </message>
    <message>
        <source>alone since {time} · {good}</source>
        <translation>allein seit {time} Uhr · {good}</translation>
    </message>
    <message numerus="yes">
        <source>attempts that failed in a row: %n</source>
        <translation>
            <numerusform>vergebliche Versuche in Folge: %n</numerusform>
            <numerusform>vergebliche Versuche in Folge: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>cut off for a drill</source>
        <translation>für eine Übung getrennt</translation>
    </message>
    <message>
        <source>fault at the service</source>
        <translation>Störung beim Dienst</translation>
    </message>
    <message>
        <source>fault at this bench</source>
        <translation>Störung an diesem Platz</translation>
    </message>
    <message>
        <source>filling</source>
        <translation>wird gefüllt</translation>
    </message>
    <message>
        <source>filling, {share}</source>
        <translation>wird gefüllt, {share}</translation>
    </message>
    <message>
        <source>good for {time}</source>
        <translation>reicht für {time}</translation>
    </message>
    <message>
        <source>heard {age} ago</source>
        <translation>gehört vor {age}</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nie gehört</translation>
    </message>
    <message>
        <source>next try in {age}</source>
        <translation>nächster Versuch in {age}</translation>
    </message>
    <message>
        <source>not heard for {age}</source>
        <translation>nicht gehört seit {age}</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>noch nicht versucht</translation>
    </message>
    <message>
        <source>off line</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>on line</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>planned interruption</source>
        <translation>geplante Unterbrechung</translation>
    </message>
    <message>
        <source>planned interruption until {ends}</source>
        <translation>geplante Unterbrechung bis {ends}</translation>
    </message>
    <message>
        <source>planned interruption {starts} to {ends}</source>
        <translation>geplante Unterbrechung {starts} bis {ends}</translation>
    </message>
    <message>
        <source>ready {time}</source>
        <translation>bereit für {time}</translation>
    </message>
    <message>
        <source>refused by the service</source>
        <translation>vom Dienst abgelehnt</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>the service asks to wait</source>
        <translation>der Dienst bittet zu warten</translation>
    </message>
    <message>
        <source>{count} differ at the service · {age} ago</source>
        <translation>{count} beim Dienst verschieden · vor {age}</translation>
    </message>
    <message>
        <source>{count} the same at the service · {age} ago</source>
        <translation>{count} beim Dienst gleich · vor {age}</translation>
    </message>
</context>
<context>
    <name>LineStatus</name>
    <message numerus="yes">
        <source>%n for attention</source>
        <translation>
            <numerusform>%n zu beachten</numerusform>
            <numerusform>%n zu beachten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartend</numerusform>
            <numerusform>%n wartend</numerusform>
        </translation>
    </message>
    <message>
        <source>DRILL {left}</source>
        <translation>ÜBUNG {left}</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>the oldest {age}</source>
        <translation>die älteste {age}</translation>
    </message>
</context>
<context>
    <name>LinkScreen</name>
    <message>
        <source>Choose the declaration of this parcel, or read or type a number that it has. What was decided on the parcel counts for it from then on.</source>
        <translation>Wählen Sie die Anmeldung dieses Pakets, oder lesen oder tippen Sie eine Nummer, die sie hat. Was über das Paket entschieden wurde, gilt von da an für sie.</translation>
    </message>
    <message>
        <source>Declared consignments</source>
        <translation>Angemeldete Sendungen</translation>
    </message>
    <message>
        <source>Link to a declaration</source>
        <translation>Mit einer Anmeldung verknüpfen</translation>
    </message>
    <message>
        <source>Link to this one</source>
        <translation>Mit dieser verknüpfen</translation>
    </message>
    <message>
        <source>Link {number} to its declaration</source>
        <translation>{number} mit seiner Anmeldung verknüpfen</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keine von diesen</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>Linked: what was decided on the parcel counts for this declaration.</source>
        <translation>Verknüpft: Was über das Paket entschieden wurde, gilt für diese Anmeldung.</translation>
    </message>
    <message>
        <source>No declaration has one of its barcodes yet. It is linked when one comes.</source>
        <translation>Noch hat keine Anmeldung einen seiner Strichcodes. Es wird verknüpft, sobald eine kommt.</translation>
    </message>
    <message>
        <source>No declaration has this number.</source>
        <translation>Keine Anmeldung hat diese Nummer.</translation>
    </message>
    <message>
        <source>No declaration here has this number, and the central service does not answer.</source>
        <translation>Keine Anmeldung hier hat diese Nummer, und der zentrale Dienst antwortet nicht.</translation>
    </message>
    <message>
        <source>No declaration here has this number. The central service is asked …</source>
        <translation>Keine Anmeldung hier hat diese Nummer. Der zentrale Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>Open the provisional consignment first, or the declaration that it was linked to.</source>
        <translation>Öffnen Sie zuerst die vorläufige Sendung oder die Anmeldung, mit der sie verknüpft wurde.</translation>
    </message>
    <message>
        <source>The central service knows it: it is in the list.</source>
        <translation>Der zentrale Dienst kennt sie: Sie steht in der Liste.</translation>
    </message>
</context>
<context>
    <name>Mandate</name>
    <message>
        <source>Annuls</source>
        <translation>Nimmt zurück</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>Gilt bis</translation>
    </message>
    <message>
        <source>In the offices</source>
        <translation>In den Zollstellen</translation>
    </message>
    <message>
        <source>Lifts also holds of</source>
        <translation>Hebt auch auf, was angehalten hat</translation>
    </message>
    <message>
        <source>Mandate</source>
        <translation>Befugnis</translation>
    </message>
    <message>
        <source>No mandate for this officer.</source>
        <translation>Keine Befugnis für diese Person.</translation>
    </message>
    <message>
        <source>Nothing more can be decided until the central service is heard.</source>
        <translation>Es kann nichts mehr entschieden werden, bis der zentrale Dienst gehört wird.</translation>
    </message>
    <message>
        <source>Off line until</source>
        <translation>Getrennt bis</translation>
    </message>
    <message>
        <source>Released goods</source>
        <translation>Freigegebene Ware</translation>
    </message>
    <message>
        <source>What was recorded stays recorded.</source>
        <translation>Was erfasst ist, bleibt erfasst.</translation>
    </message>
    <message>
        <source>Without a mandate: none was issued here.</source>
        <translation>Ohne Befugnis: hier wurde keine erteilt.</translation>
    </message>
    <message>
        <source>Your mandate holds, off line until {time}.</source>
        <translation>Ihre Befugnis gilt, getrennt bis {time}.</translation>
    </message>
    <message>
        <source>Your mandate {state}.</source>
        <translation>Ihre Befugnis {state}.</translation>
    </message>
    <message>
        <source>categories: {categories}</source>
        <translation>Kategorien: {categories}</translation>
    </message>
    <message>
        <source>does not hold yet</source>
        <translation>gilt noch nicht</translation>
    </message>
    <message>
        <source>does not hold: the central service was last heard too long ago</source>
        <translation>gilt nicht: der zentrale Dienst wurde zu lange nicht gehört</translation>
    </message>
    <message>
        <source>has expired: the central service must be heard</source>
        <translation>ist abgelaufen: der zentrale Dienst muss gehört werden</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>lanes: {lanes}</source>
        <translation>Kanäle: {lanes}</translation>
    </message>
    <message>
        <source>may leave at once</source>
        <translation>darf sofort weg</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none for this officer: nothing can be decided</source>
        <translation>keine für diese Person: nichts kann entschieden werden</translation>
    </message>
    <message>
        <source>none was issued to this bench; acts are recorded without one</source>
        <translation>diesem Platz wurde keine erteilt; Entscheidungen werden ohne sie erfasst</translation>
    </message>
    <message>
        <source>not covered</source>
        <translation>nicht abgedeckt</translation>
    </message>
    <message>
        <source>nothing that was sent</source>
        <translation>nichts, was gesendet ist</translation>
    </message>
    <message>
        <source>on line and off line</source>
        <translation>verbunden und getrennt</translation>
    </message>
    <message>
        <source>only off line</source>
        <translation>nur getrennt</translation>
    </message>
    <message>
        <source>only on line</source>
        <translation>nur verbunden</translation>
    </message>
    <message>
        <source>stay until the central service has acknowledged the release</source>
        <translation>bleibt, bis der zentrale Dienst die Freigabe bestätigt hat</translation>
    </message>
    <message>
        <source>with a second officer</source>
        <translation>mit einer zweiten Person</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message numerus="yes">
        <source>%n pixels</source>
        <translation>
            <numerusform>%n Bildpunkt</numerusform>
            <numerusform>%n Bildpunkte</numerusform>
        </translation>
    </message>
    <message>
        <source>No pixel of the image lies in it.</source>
        <translation>Kein Bildpunkt liegt darin.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>box</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>goods that are no longer declared</source>
        <translation>Waren, die nicht mehr angemeldet sind</translation>
    </message>
    <message numerus="yes">
        <source>goods without a mark: %n</source>
        <translation>
            <numerusform>Waren ohne Markierung: %n</numerusform>
            <numerusform>Waren ohne Markierung: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>goods {number}</source>
        <translation>Ware {number}</translation>
    </message>
    <message>
        <source>high energy</source>
        <translation>hohe Energie</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>lets through {mean} ± {deviation} % (median {median}, {least} to {most})</source>
        <translation>lässt {mean} ± {deviation} % durch (Median {median}, {least} bis {most})</translation>
    </message>
    <message>
        <source>linked to nothing yet</source>
        <translation>noch nicht zugeordnet</translation>
    </message>
    <message>
        <source>low energy</source>
        <translation>niedrige Energie</translation>
    </message>
    <message numerus="yes">
        <source>marks linked to nothing: %n</source>
        <translation>
            <numerusform>nicht zugeordnete Markierungen: %n</numerusform>
            <numerusform>nicht zugeordnete Markierungen: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>no mark · {goods}</source>
        <translation>ohne Markierung · {goods}</translation>
    </message>
    <message>
        <source>not declared</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>Vieleck</translation>
    </message>
    <message>
        <source>region</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>{number} pixels</source>
        <translation>{number} Bildpunkte</translation>
    </message>
    <message>
        <source>{pixels}; how large a pixel is is not known</source>
        <translation>{pixels}; wie groß ein Bildpunkt ist, ist nicht bekannt</translation>
    </message>
</context>
<context>
    <name>MarksPanel</name>
    <message>
        <source>accept</source>
        <translation>bestätigen</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>verwerfen</translation>
    </message>
    <message>
        <source>goods that the mark is of</source>
        <translation>Waren, zu denen die Markierung gehört</translation>
    </message>
    <message>
        <source>marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>marks and detections</source>
        <translation>Markierungen und Erkennungen</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>words of the mark</source>
        <translation>Text der Markierung</translation>
    </message>
</context>
<context>
    <name>MatchesScreen</name>
    <message>
        <source>Consignments with this barcode</source>
        <translation>Sendungen mit diesem Strichcode</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Keine davon</translation>
    </message>
    <message numerus="yes">
        <source>Not listed: %n more. Read or type a number that only one of them has.</source>
        <translation>
            <numerusform>Nicht aufgeführt: %n weitere. Lesen oder tippen Sie eine Nummer, die nur eine davon hat.</numerusform>
            <numerusform>Nicht aufgeführt: %n weitere. Lesen oder tippen Sie eine Nummer, die nur eine davon hat.</numerusform>
        </translation>
    </message>
    <message>
        <source>This barcode belongs to several consignments</source>
        <translation>Dieser Strichcode gehört zu mehreren Sendungen</translation>
    </message>
    <message>
        <source>consignment</source>
        <translation>Sendung</translation>
    </message>
    <message>
        <source>filing</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>master document</source>
        <translation>Hauptfrachtbrief</translation>
    </message>
    <message>
        <source>parcel</source>
        <translation>Packstück</translation>
    </message>
    <message>
        <source>receptacle</source>
        <translation>Behältnis</translation>
    </message>
    <message>
        <source>text on a label</source>
        <translation>Text auf einem Etikett</translation>
    </message>
</context>
<context>
    <name>MenuChip</name>
    <message>
        <source>none given</source>
        <translation>keine Angabe</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unseen</source>
        <translation>
            <numerusform>%n ungesehene</numerusform>
            <numerusform>%n ungesehene</numerusform>
        </translation>
    </message>
    <message>
        <source>Annul</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Only a release that has not been sent can be annulled.</source>
        <translation>Nur eine noch nicht gesendete Freigabe kann zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>There is nothing to annul.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message numerus="yes">
        <source>all %n pieces</source>
        <translation>
            <numerusform>alle %n Stücke</numerusform>
            <numerusform>alle %n Stücke</numerusform>
        </translation>
    </message>
    <message>
        <source>piece {place} of {all}</source>
        <translation>Stück {place} von {all}</translation>
    </message>
    <message>
        <source>{count} of {all} pieces</source>
        <translation>{count} von {all} Stücken</translation>
    </message>
</context>
<context>
    <name>NewsRound</name>
    <message>
        <source>A consignment changed after it was decided here.</source>
        <translation>Eine Sendung hat sich geändert, nachdem hier entschieden wurde.</translation>
    </message>
    <message>
        <source>A release and a hold or seizure of one parcel had not seen each other.</source>
        <translation>Eine Freigabe und ein Anhalten oder eine Sicherstellung desselben Pakets kannten einander nicht.</translation>
    </message>
    <message>
        <source>All others are here; what came is kept for IT.</source>
        <translation>Alle anderen sind hier; was kam, ist für die IT aufbewahrt.</translation>
    </message>
    <message>
        <source>Call IT: they can renew the bench&apos;s access.</source>
        <translation>Rufen Sie die IT: Sie kann den Zugang des Arbeitsplatzes erneuern.</translation>
    </message>
    <message numerus="yes">
        <source>Consignments of the central service that could not be read: %n.</source>
        <translation>
            <numerusform>Nicht lesbare Sendungen des zentralen Dienstes: %n.</numerusform>
            <numerusform>Nicht lesbare Sendungen des zentralen Dienstes: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on, and call IT if it stays.</source>
        <translation>Arbeiten Sie weiter und rufen Sie die IT, wenn es so bleibt.</translation>
    </message>
    <message>
        <source>Go on; if it happens again, tell IT. A report lies with the logs.</source>
        <translation>Arbeiten Sie weiter; wenn es wieder vorkommt, informieren Sie die IT. Ein Bericht liegt bei den Protokollen.</translation>
    </message>
    <message>
        <source>Keep the parcels here, and call IT.</source>
        <translation>Behalten Sie die Pakete hier und rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Look at it under what was recorded and delivered (F9).</source>
        <translation>Sehen Sie es unter „Erfasstes und Übermitteltes“ (F9) an.</translation>
    </message>
    <message>
        <source>Nothing recorded is lost. What is shown is not renewed meanwhile.</source>
        <translation>Nichts Erfasstes ist verloren. Was gezeigt wird, wird inzwischen nicht erneuert.</translation>
    </message>
    <message>
        <source>Something in the program went wrong: {kind}</source>
        <translation>Im Programm ist ein Fehler aufgetreten: {kind}</translation>
    </message>
    <message>
        <source>Something needs to be looked at again.</source>
        <translation>Etwas muss noch einmal angesehen werden.</translation>
    </message>
    <message>
        <source>The central service cannot be reached.</source>
        <translation>Der zentrale Dienst ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The central service refused a decision of this bench.</source>
        <translation>Der zentrale Dienst hat eine Entscheidung dieses Arbeitsplatzes abgelehnt.</translation>
    </message>
    <message>
        <source>The central service refuses this bench: {reason}</source>
        <translation>Der zentrale Dienst lehnt diesen Arbeitsplatz ab: {reason}</translation>
    </message>
    <message>
        <source>The drill has ended.</source>
        <translation>Die Übung ist zu Ende.</translation>
    </message>
    <message>
        <source>This bench was taken out of service by the administration.</source>
        <translation>Die Verwaltung hat diesen Arbeitsplatz außer Betrieb genommen.</translation>
    </message>
    <message>
        <source>What was decided meanwhile is sent once the central service is heard.</source>
        <translation>Was inzwischen entschieden wurde, wird gesendet, sobald der zentrale Dienst zu hören ist.</translation>
    </message>
    <message>
        <source>What was recorded is kept here. No goods may leave.</source>
        <translation>Was gespeichert wurde, bleibt hier. Keine Waren dürfen weggehen.</translation>
    </message>
    <message>
        <source>What was recorded is on the disk.</source>
        <translation>Was erfasst wurde, ist auf der Festplatte.</translation>
    </message>
    <message>
        <source>You can go on; decisions are kept here and sent when it is back.</source>
        <translation>Sie können weiterarbeiten; Entscheidungen bleiben hier gespeichert und werden gesendet, sobald er wieder da ist.</translation>
    </message>
    <message>
        <source>You can go on; decisions are kept here.</source>
        <translation>Sie können weiterarbeiten; Entscheidungen bleiben hier gespeichert.</translation>
    </message>
</context>
<context>
    <name>Obstacle</name>
    <message>
        <source>A condition to release is still open.</source>
        <translation>Eine Bedingung für die Freigabe ist noch offen.</translation>
    </message>
    <message>
        <source>A hold on these goods is open.</source>
        <translation>Ein Anhalten dieser Waren ist offen.</translation>
    </message>
    <message>
        <source>A parcel of these goods was not presented here: they stay open.</source>
        <translation>Ein Paket mit diesen Waren wurde hier nicht gestellt: Sie bleiben offen.</translation>
    </message>
    <message>
        <source>A reason must be chosen.</source>
        <translation>Ein Grund muss gewählt werden.</translation>
    </message>
    <message>
        <source>A storage place has at most 64 characters.</source>
        <translation>Ein Lagerplatz hat höchstens 64 Zeichen.</translation>
    </message>
    <message>
        <source>An act of the central service could not be read here: it may be a hold.</source>
        <translation>Eine Maßnahme des zentralen Dienstes war hier nicht lesbar: Sie kann ein Anhalten sein.</translation>
    </message>
    <message>
        <source>Here nothing stands for the parcel&apos;s own barcode.</source>
        <translation>Hier ersetzt nichts den eigenen Strichcode des Pakets.</translation>
    </message>
    <message>
        <source>No goods are chosen.</source>
        <translation>Keine Waren sind gewählt.</translation>
    </message>
    <message>
        <source>Only a release that has not been sent yet may be annulled without a mandate over it.</source>
        <translation>Ohne Befugnis dafür darf nur eine Freigabe zurückgenommen werden, die noch nicht gesendet ist.</translation>
    </message>
    <message>
        <source>Read the parcel&apos;s own barcode: it is not the last one read here.</source>
        <translation>Lesen Sie den eigenen Strichcode des Pakets: Er ist nicht der zuletzt hier gelesene.</translation>
    </message>
    <message>
        <source>Say in words what to look for.</source>
        <translation>Sagen Sie in Worten, wonach zu suchen ist.</translation>
    </message>
    <message>
        <source>The act that this is about must be named.</source>
        <translation>Die Maßnahme, um die es geht, muss genannt werden.</translation>
    </message>
    <message>
        <source>The central service has issued no mandate for this officer to this bench.</source>
        <translation>Der zentrale Dienst hat diesem Platz für diese Person keine Befugnis erteilt.</translation>
    </message>
    <message>
        <source>The central service was last heard longer ago than the mandate allows.</source>
        <translation>Der zentrale Dienst wurde länger nicht gehört, als die Befugnis erlaubt.</translation>
    </message>
    <message>
        <source>The goods of the parcel that lies here are not among them.</source>
        <translation>Die Waren des Pakets, das hier liegt, sind nicht dabei.</translation>
    </message>
    <message>
        <source>The mandate asks for a second officer for this act.</source>
        <translation>Die Befugnis verlangt hierfür eine zweite Person.</translation>
    </message>
    <message>
        <source>The mandate covers this act only while the central service is heard.</source>
        <translation>Die Befugnis deckt das nur ab, solange der zentrale Dienst zu hören ist.</translation>
    </message>
    <message>
        <source>The mandate covers this act only while the central service is not heard.</source>
        <translation>Die Befugnis deckt das nur ab, solange der zentrale Dienst nicht zu hören ist.</translation>
    </message>
    <message>
        <source>The mandate does not cover this act for this category of goods.</source>
        <translation>Die Befugnis deckt das für diese Kategorie von Waren nicht ab.</translation>
    </message>
    <message>
        <source>The mandate does not cover this act in this lane.</source>
        <translation>Die Befugnis deckt das in diesem Kanal nicht ab.</translation>
    </message>
    <message>
        <source>The mandate does not cover this kind of act.</source>
        <translation>Die Befugnis deckt diese Art von Entscheidung nicht ab.</translation>
    </message>
    <message>
        <source>The mandate does not hold in this customs office.</source>
        <translation>Die Befugnis gilt nicht in dieser Zollstelle.</translation>
    </message>
    <message>
        <source>The mandate does not hold yet.</source>
        <translation>Die Befugnis gilt noch nicht.</translation>
    </message>
    <message>
        <source>The mandate has expired: the central service must be heard again.</source>
        <translation>Die Befugnis ist abgelaufen: der zentrale Dienst muss wieder gehört werden.</translation>
    </message>
    <message>
        <source>The mandate was issued to another officer.</source>
        <translation>Die Befugnis wurde einer anderen Person erteilt.</translation>
    </message>
    <message>
        <source>The number was typed in, not read: say why.</source>
        <translation>Die Nummer wurde getippt, nicht gelesen: Sagen Sie, warum.</translation>
    </message>
    <message>
        <source>The quantity must be above zero and not more than is declared.</source>
        <translation>Die Menge muss über null liegen und darf nicht größer sein als angemeldet.</translation>
    </message>
    <message>
        <source>The remark is longer than 4,000 characters.</source>
        <translation>Die Bemerkung ist länger als 4.000 Zeichen.</translation>
    </message>
    <message>
        <source>The second officer must be another person.</source>
        <translation>Die zweite Person muss eine andere sein.</translation>
    </message>
    <message>
        <source>These goods are not in this consignment.</source>
        <translation>Diese Waren sind nicht in dieser Sendung.</translation>
    </message>
    <message>
        <source>These goods are seized.</source>
        <translation>Diese Waren sind sichergestellt.</translation>
    </message>
    <message>
        <source>This cannot be the id of a second officer: it has a space or a sign in it.</source>
        <translation>Das kann keine Kennung einer zweiten Person sein: Es enthält ein Leer- oder Steuerzeichen.</translation>
    </message>
    <message>
        <source>This hold belongs to someone else, who alone may lift it.</source>
        <translation>Dieses Anhalten gehört jemand anderem; nur wer es angeordnet hat, darf es aufheben.</translation>
    </message>
    <message>
        <source>This hold is not open any more.</source>
        <translation>Dieses Anhalten ist nicht mehr offen.</translation>
    </message>
    <message>
        <source>This needs a legal basis.</source>
        <translation>Dies braucht eine Rechtsgrundlage.</translation>
    </message>
    <message>
        <source>This reason for not reading the barcode is not on the list.</source>
        <translation>Dieser Grund, den Strichcode nicht zu lesen, steht nicht auf der Liste.</translation>
    </message>
    <message>
        <source>This reason is not on the list.</source>
        <translation>Dieser Grund steht nicht in der Liste.</translation>
    </message>
    <message>
        <source>This reason needs a remark.</source>
        <translation>Dieser Grund braucht eine Bemerkung.</translation>
    </message>
</context>
<context>
    <name>OrderChip</name>
    <message>
        <source>Columns, where the queue is wide</source>
        <translation>Spalten, wo die Liste breit ist</translation>
    </message>
    <message>
        <source>Order by</source>
        <translation>Ordnen nach</translation>
    </message>
    <message>
        <source>Order: {order}</source>
        <translation>Ordnung: {order}</translation>
    </message>
</context>
<context>
    <name>OwnLabels</name>
    <message>
        <source>The second officer&apos;s badge.</source>
        <translation>Der Ausweis der zweiten Person.</translation>
    </message>
    <message>
        <source>{code} is noted with {number}.</source>
        <translation>{code} ist bei {number} vermerkt.</translation>
    </message>
    <message>
        <source>{label} Read the parcel first.</source>
        <translation>{label} Lesen Sie zuerst das Paket.</translation>
    </message>
    <message>
        <source>{label} Taken into the decision.</source>
        <translation>{label} In die Entscheidung übernommen.</translation>
    </message>
    <message>
        <source>{number} is put at {code}.</source>
        <translation>{number} liegt jetzt in {code}.</translation>
    </message>
</context>
<context>
    <name>Parting</name>
    <message>
        <source>Left: no link was taken back.</source>
        <translation>Verlassen: Keine Verknüpfung wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>Nothing is linked to it any more.</source>
        <translation>Es ist nichts mehr damit verknüpft.</translation>
    </message>
    <message>
        <source>Taken back: the parcel is shown again when the central service has told of it.</source>
        <translation>Zurückgenommen: Das Paket wird wieder gezeigt, wenn der zentrale Dienst es gemeldet hat.</translation>
    </message>
    <message>
        <source>Taken back: the parcel stands in the queue again, as not declared.</source>
        <translation>Zurückgenommen: Das Paket steht wieder in der Liste, als nicht angemeldet.</translation>
    </message>
</context>
<context>
    <name>Pausing</name>
    <message>
        <source>Rest your eyes when you like; nothing is lost.</source>
        <translation>Ruhen Sie die Augen aus, wann Sie mögen; nichts geht verloren.</translation>
    </message>
    <message>
        <source>You have read images for {time} without a pause.</source>
        <translation>Sie haben {time} lang ohne Pause Bilder gelesen.</translation>
    </message>
</context>
<context>
    <name>Photographing</name>
    <message>
        <source>Reading the photograph …</source>
        <translation>Das Foto wird gelesen …</translation>
    </message>
    <message>
        <source>The photograph goes with it. Nothing but its pixels is kept.</source>
        <translation>Das Foto geht mit. Nur seine Bildpunkte werden behalten.</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>act {number}</source>
        <translation>Maßnahme {number}</translation>
    </message>
    <message>
        <source>condition {number}</source>
        <translation>Bedingung {number}</translation>
    </message>
    <message>
        <source>filing {number}</source>
        <translation>Anmeldung {number}</translation>
    </message>
    <message>
        <source>goods item {number}</source>
        <translation>Warenposition {number}</translation>
    </message>
    <message>
        <source>identifier {number}</source>
        <translation>Kennung {number}</translation>
    </message>
    <message>
        <source>parcel {number}</source>
        <translation>Packstück {number}</translation>
    </message>
    <message>
        <source>party {number}</source>
        <translation>Beteiligter {number}</translation>
    </message>
    <message>
        <source>revenue</source>
        <translation>Abgaben</translation>
    </message>
    <message>
        <source>scan image {number}</source>
        <translation>Röntgenbild {number}</translation>
    </message>
    <message>
        <source>the arrival</source>
        <translation>die Ankunft</translation>
    </message>
    <message>
        <source>the filings</source>
        <translation>die Anmeldungen</translation>
    </message>
    <message>
        <source>the freight</source>
        <translation>die Fracht</translation>
    </message>
    <message>
        <source>the goods</source>
        <translation>die Waren</translation>
    </message>
    <message>
        <source>the identifiers</source>
        <translation>die Kennungen</translation>
    </message>
    <message>
        <source>the insurance</source>
        <translation>die Versicherung</translation>
    </message>
    <message>
        <source>the lane</source>
        <translation>der Kanal</translation>
    </message>
    <message>
        <source>the parcels</source>
        <translation>die Packstücke</translation>
    </message>
    <message>
        <source>the parties</source>
        <translation>die Beteiligten</translation>
    </message>
    <message>
        <source>the payment</source>
        <translation>die Zahlung</translation>
    </message>
    <message>
        <source>the risk assessment</source>
        <translation>die Risikobewertung</translation>
    </message>
    <message>
        <source>the tax number</source>
        <translation>die Steuernummer</translation>
    </message>
    <message>
        <source>the value in all</source>
        <translation>der Gesamtwert</translation>
    </message>
</context>
<context>
    <name>PresenceRound</name>
    <message>
        <source>Nobody at the keys for three minutes: others see it as free.</source>
        <translation>Seit drei Minuten hat hier niemand etwas berührt: Für andere gilt sie als frei.</translation>
    </message>
    <message>
        <source>Who else has it open is not known now. The parcel in hand counts: the last barcode read goes with the decision.</source>
        <translation>Wer sie sonst geöffnet hat, ist jetzt nicht bekannt. Es zählt das Paket in der Hand: Der zuletzt gelesene Strichcode geht mit der Entscheidung mit.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>No photograph. Drop one here, paste it, or choose a file.</source>
        <translation>Kein Foto. Legen Sie eines hier ab, fügen Sie es ein, oder wählen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Photograph of the parcel</source>
        <translation>Foto des Pakets</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>A drill is not allowed at this bench.</source>
        <translation>Eine Übung ist an diesem Arbeitsplatz nicht erlaubt.</translation>
    </message>
    <message>
        <source>A drill is on: this bench is cut off from the central service on purpose.</source>
        <translation>Es läuft eine Übung: Dieser Arbeitsplatz ist mit Absicht vom zentralen Dienst getrennt.</translation>
    </message>
    <message>
        <source>A part of the program is missing: {file}.</source>
        <translation>Ein Teil des Programms fehlt: {file}.</translation>
    </message>
    <message>
        <source>Another copy of the program has written to the ledger {file}.</source>
        <translation>Eine andere Instanz des Programms hat in das Journal {file} geschrieben.</translation>
    </message>
    <message>
        <source>Another decision is being made.</source>
        <translation>Eine andere Entscheidung ist in Arbeit.</translation>
    </message>
    <message>
        <source>Another decision on this consignment was recorded here a moment ago.</source>
        <translation>Zu dieser Sendung wurde hier soeben eine andere Entscheidung erfasst.</translation>
    </message>
    <message>
        <source>Ask IT if it must be another.</source>
        <translation>Fragen Sie die IT, wenn sie anders sein muss.</translation>
    </message>
    <message>
        <source>Ask IT: the policy drill.allowed decides it.</source>
        <translation>Fragen Sie die IT: Die Richtlinie drill.allowed entscheidet darüber.</translation>
    </message>
    <message>
        <source>Call IT and tell them the code {code}.</source>
        <translation>Rufen Sie die IT und nennen Sie den Code {code}.</translation>
    </message>
    <message>
        <source>Call IT before you work on. Do not delete anything.</source>
        <translation>Rufen Sie die IT, bevor Sie weiterarbeiten. Löschen Sie nichts.</translation>
    </message>
    <message>
        <source>Call IT: a certificate file or the proxy&apos;s address is wrong.</source>
        <translation>Rufen Sie die IT: Eine Zertifikatsdatei oder die Adresse des Proxys ist falsch.</translation>
    </message>
    <message>
        <source>Call IT: a new token must be issued for this machine.</source>
        <translation>Rufen Sie die IT: Für diesen Rechner muss ein neues Zugriffstoken ausgestellt werden.</translation>
    </message>
    <message>
        <source>Call IT: it must be taken away from the program&apos;s folder.</source>
        <translation>Rufen Sie die IT: Es muss aus dem Ordner des Programms entfernt werden.</translation>
    </message>
    <message>
        <source>Call IT: it needs Windows Credential Manager, macOS Keychain, Secret Service or KWallet.</source>
        <translation>Rufen Sie die IT: Nötig ist die Windows-Anmeldeinformationsverwaltung, der macOS-Schlüsselbund, Secret Service oder KWallet.</translation>
    </message>
    <message>
        <source>Call IT: take the link away; another place for all data is chosen with --home.</source>
        <translation>Rufen Sie die IT: Die Verknüpfung muss entfernt werden; ein anderer Ort für alle Daten wird mit --home gewählt.</translation>
    </message>
    <message>
        <source>Call IT: the account needs a working keyring.</source>
        <translation>Rufen Sie die IT: Das Konto braucht einen funktionierenden Schlüsselbund.</translation>
    </message>
    <message>
        <source>Call IT: the address must begin with https:// and hold no password.</source>
        <translation>Rufen Sie die IT: Die Adresse muss mit https:// beginnen und darf kein Kennwort enthalten.</translation>
    </message>
    <message>
        <source>Call IT: the bench needs a new token.</source>
        <translation>Rufen Sie die IT: Der Arbeitsplatz braucht ein neues Zugriffstoken.</translation>
    </message>
    <message>
        <source>Call IT: the bench needs a token.</source>
        <translation>Rufen Sie die IT: Der Arbeitsplatz braucht ein Zugriffstoken.</translation>
    </message>
    <message>
        <source>Call IT: the bench&apos;s account needs its own folder, on a disk that can be written.</source>
        <translation>Rufen Sie die IT: Das Konto des Arbeitsplatzes braucht einen eigenen Ordner auf einem beschreibbaren Datenträger.</translation>
    </message>
    <message>
        <source>Call IT: the bench&apos;s account needs its own folder.</source>
        <translation>Rufen Sie die IT: Das Konto des Arbeitsplatzes braucht einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Call IT: the certificate or this machine&apos;s clock must be put right.</source>
        <translation>Rufen Sie die IT: Das Zertifikat oder die Uhr dieses Rechners muss berichtigt werden.</translation>
    </message>
    <message>
        <source>Call IT: the disk may be failing.</source>
        <translation>Rufen Sie die IT: Der Datenträger ist vielleicht defekt.</translation>
    </message>
    <message>
        <source>Call IT: the file or its folder is missing, or this account may not use it.</source>
        <translation>Rufen Sie die IT: Die Datei oder ihr Ordner fehlt, oder dieses Konto darf sie nicht benutzen.</translation>
    </message>
    <message>
        <source>Call IT: the key must be taken out of the keyring, so that a new one is made.</source>
        <translation>IT anrufen: Der Schlüssel muss aus dem Schlüsselbund genommen werden, damit ein neuer gemacht wird.</translation>
    </message>
    <message>
        <source>Call IT: the keyring&apos;s entry of this bench must be restored.</source>
        <translation>Rufen Sie die IT: Der Eintrag dieses Arbeitsplatzes im Schlüsselbund muss wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>Call IT: the keys must be restored before this bench can work again. Do not delete anything.</source>
        <translation>Rufen Sie die IT: Die Schlüssel müssen wiederhergestellt werden, bevor dieser Arbeitsplatz wieder arbeiten kann. Löschen Sie nichts.</translation>
    </message>
    <message>
        <source>Call IT: the program does not run without the policy that was set for it.</source>
        <translation>Rufen Sie die IT: Das Programm läuft nicht ohne die dafür gesetzte Richtlinie.</translation>
    </message>
    <message>
        <source>Call IT: the program must be installed again.</source>
        <translation>Rufen Sie die IT: Das Programm muss neu installiert werden.</translation>
    </message>
    <message>
        <source>Choose a folder on this machine&apos;s own disk, with --home, or leave --home out.</source>
        <translation>Wählen Sie mit --home einen Ordner auf dem eigenen Datenträger dieses Rechners, oder lassen Sie --home weg.</translation>
    </message>
    <message>
        <source>Choose a folder that stays on this machine, with --home, or leave --home out.</source>
        <translation>Wählen Sie mit --home einen Ordner, der auf diesem Rechner bleibt, oder lassen Sie --home weg.</translation>
    </message>
    <message>
        <source>Close this copy and work in the other one.</source>
        <translation>Schließen Sie diese Instanz und arbeiten Sie in der anderen.</translation>
    </message>
    <message>
        <source>Confirm it or leave it first.</source>
        <translation>Bestätigen oder verlassen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Copy the whole token as the central service&apos;s administrator sent it.</source>
        <translation>Kopieren Sie das ganze Zugriffstoken, wie es die Verwaltung des zentralen Dienstes gesendet hat.</translation>
    </message>
    <message>
        <source>Decisions are recorded on this machine as ever.</source>
        <translation>Entscheidungen werden auf diesem Rechner wie immer erfasst.</translation>
    </message>
    <message>
        <source>Decisions are recorded on this machine as ever; older backups are kept.</source>
        <translation>Entscheidungen werden auf diesem Rechner wie immer erfasst; ältere Sicherungen bleiben.</translation>
    </message>
    <message>
        <source>Enter another value.</source>
        <translation>Geben Sie einen anderen Wert ein.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept and is sent later.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird später gesendet.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept and is sent later. Nothing was sent there.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird später gesendet. Dorthin wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept and is sent later. Nothing was sent.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird später gesendet. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept and is sent once there is a valid token.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird gesendet, sobald ein gültiges Zugriffstoken da ist.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept and is sent once there is one.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird gesendet, sobald eines da ist.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept, and is sent once IT has put it right.</source>
        <translation>Alles hier Erfasste bleibt erhalten und wird gesendet, sobald die IT es in Ordnung gebracht hat.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept, and is sent once the bench may come back.</source>
        <translation>Alles hier Erfasste bleibt erhalten und wird gesendet, sobald der Arbeitsplatz wieder zugelassen ist.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept, and still sent. What is shown is not renewed for a while.</source>
        <translation>Alles hier Erfasste bleibt gespeichert und wird weiter gesendet. Was gezeigt wird, wird eine Weile nicht erneuert.</translation>
    </message>
    <message>
        <source>Everything recorded here is kept.</source>
        <translation>Alles hier Erfasste bleibt gespeichert.</translation>
    </message>
    <message>
        <source>Everything that was confirmed is kept.</source>
        <translation>Alles Bestätigte bleibt gespeichert.</translation>
    </message>
    <message>
        <source>Free some space, or call IT, before you go on.</source>
        <translation>Geben Sie Speicherplatz frei oder rufen Sie die IT, bevor Sie weiterarbeiten.</translation>
    </message>
    <message>
        <source>Free some space, or call IT.</source>
        <translation>Geben Sie Speicherplatz frei oder rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Go on without it, or tell IT.</source>
        <translation>Arbeiten Sie ohne weiter, oder informieren Sie die IT.</translation>
    </message>
    <message>
        <source>It appears by itself when the central service has sent it.</source>
        <translation>Es erscheint von selbst, sobald der zentrale Dienst es gesendet hat.</translation>
    </message>
    <message>
        <source>It is asked again when the barcode is read again.</source>
        <translation>Er wird erneut gefragt, wenn der Strichcode noch einmal gelesen wird.</translation>
    </message>
    <message>
        <source>It is listed above the decision keys.</source>
        <translation>Es steht über den Entscheidungstasten.</translation>
    </message>
    <message>
        <source>It was found at another office: only a bench of that office can take the link back.</source>
        <translation>Es wurde bei einer anderen Dienststelle gefunden: Nur ein Arbeitsplatz dieser Dienststelle kann die Verknüpfung zurücknehmen.</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>Es wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Look at the path, or ask IT whether it was moved.</source>
        <translation>Prüfen Sie den Pfad, oder fragen Sie die IT, ob sie verschoben wurde.</translation>
    </message>
    <message>
        <source>Look at what is listed above the decision keys.</source>
        <translation>Sehen Sie sich an, was über den Entscheidungstasten steht.</translation>
    </message>
    <message>
        <source>Name an earlier date.</source>
        <translation>Nennen Sie ein früheres Datum.</translation>
    </message>
    <message>
        <source>Name another file.</source>
        <translation>Nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Name the folder that the bench was started with (--home).</source>
        <translation>Nennen Sie den Ordner, mit dem der Arbeitsplatz gestartet wurde (--home).</translation>
    </message>
    <message>
        <source>No hold is open on this consignment.</source>
        <translation>Zu dieser Sendung ist kein Anhalten offen.</translation>
    </message>
    <message>
        <source>No recovery key is set to seal remarks and barcode reads to.</source>
        <translation>Es ist kein Wiederherstellungsschlüssel gesetzt, für den Bemerkungen und Barcode-Lesungen versiegelt werden könnten.</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>Nothing here may be annulled within your mandate.</source>
        <translation>Nach Ihrer Befugnis darf hier nichts zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Nothing is known here of a link between these two.</source>
        <translation>Von einer Verknüpfung zwischen diesen beiden ist hier nichts bekannt.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Nothing recorded before is lost.</source>
        <translation>Nichts vorher Erfasstes ist verloren.</translation>
    </message>
    <message>
        <source>Nothing recorded before is lost; the cache is fetched again.</source>
        <translation>Nichts vorher Erfasstes ist verloren; der Zwischenspeicher wird neu abgerufen.</translation>
    </message>
    <message>
        <source>Nothing recorded is lost.</source>
        <translation>Nichts Erfasstes ist verloren.</translation>
    </message>
    <message>
        <source>Nothing was changed, neither here nor there.</source>
        <translation>Es wurde nichts geändert, weder hier noch dort.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing was changed; the file is left as it is.</source>
        <translation>Es wurde nichts geändert; die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Nothing was made.</source>
        <translation>Es wurde nichts erzeugt.</translation>
    </message>
    <message>
        <source>Nothing was recorded or sent.</source>
        <translation>Nichts wurde aufgezeichnet oder gesendet.</translation>
    </message>
    <message>
        <source>Nothing was recorded, and nothing is ever kept without encryption.</source>
        <translation>Es wurde nichts erfasst, und nichts wird je unverschlüsselt gespeichert.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing was started.</source>
        <translation>Es wurde nichts gestartet.</translation>
    </message>
    <message>
        <source>Only {free} MB are free on the disk of {folder}: nothing more is fetched.</source>
        <translation>Auf dem Datenträger von {folder} sind nur noch {free} MB frei: Es wird nichts mehr abgerufen.</translation>
    </message>
    <message>
        <source>Open the consignment again to see both, then decide.</source>
        <translation>Öffnen Sie die Sendung noch einmal, um beide zu sehen, und entscheiden Sie dann.</translation>
    </message>
    <message>
        <source>Open the declaration again when the line is up.</source>
        <translation>Öffnen Sie die Anmeldung noch einmal, wenn die Leitung steht.</translation>
    </message>
    <message>
        <source>Run: workstation connect --central URL --office CODE --bench NAME</source>
        <translation>Führen Sie aus: workstation connect --central URL --office CODE --bench NAME</translation>
    </message>
    <message>
        <source>Run: workstation ledger verify, and call whoever looks after the ledgers.</source>
        <translation>Führen Sie aus: workstation ledger verify, und rufen Sie an, wer die Journale betreut.</translation>
    </message>
    <message>
        <source>Say in words why the link is wrong.</source>
        <translation>Sagen Sie in Worten, warum die Verknüpfung falsch ist.</translation>
    </message>
    <message>
        <source>Set recovery_key, or archive --without-texts: they are then lost.</source>
        <translation>Setzen Sie recovery_key, oder archivieren Sie mit --without-texts: dann gehen sie verloren.</translation>
    </message>
    <message>
        <source>Sign in, then do it again.</source>
        <translation>Melden Sie sich an und tun Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Something on the way answered with a web page in place of the central service (status {status}).</source>
        <translation>Statt des zentralen Dienstes hat etwas auf dem Weg mit einer Webseite geantwortet (Status {status}).</translation>
    </message>
    <message>
        <source>Something on the way sends requests for the central service elsewhere (status {status}).</source>
        <translation>Etwas auf dem Weg leitet Anfragen an den zentralen Dienst anderswohin (Status {status}).</translation>
    </message>
    <message>
        <source>Something still stands in the way of a release.</source>
        <translation>Einer Freigabe steht noch etwas entgegen.</translation>
    </message>
    <message>
        <source>Something still stands in the way of this decision.</source>
        <translation>Dieser Entscheidung steht noch etwas entgegen.</translation>
    </message>
    <message>
        <source>Start the newer version, or call IT.</source>
        <translation>Starten Sie die neuere Version, oder rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Start the program again; if it stays, call IT.</source>
        <translation>Starten Sie das Programm neu; wenn es so bleibt, rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Start the program as the account {account}, or choose another folder with --home.</source>
        <translation>Starten Sie das Programm im Konto {account} oder wählen Sie mit --home einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Tell IT: the disk or share for backups is missing.</source>
        <translation>Sagen Sie der IT: Der Datenträger oder die Freigabe für Sicherungen fehlt.</translation>
    </message>
    <message>
        <source>Tell IT: the disk or share for backups may be failing.</source>
        <translation>Sagen Sie der IT: Der Datenträger oder die Freigabe für Sicherungen ist vielleicht defekt.</translation>
    </message>
    <message>
        <source>Tell that office that the link is wrong.</source>
        <translation>Sagen Sie dieser Dienststelle, dass die Verknüpfung falsch ist.</translation>
    </message>
    <message>
        <source>The central service could not give this image.</source>
        <translation>Der zentrale Dienst konnte dieses Bild nicht liefern.</translation>
    </message>
    <message>
        <source>The folder {folder} belongs to the account {account} of this machine, where the program runs.</source>
        <translation>Der Ordner {folder} gehört dem Konto {account} dieses Rechners; dort läuft das Programm.</translation>
    </message>
    <message>
        <source>The folder {folder} belongs to the account {account} of this machine.</source>
        <translation>Der Ordner {folder} gehört dem Konto {account} dieses Rechners.</translation>
    </message>
    <message>
        <source>The image has not come yet.</source>
        <translation>Das Bild ist noch nicht da.</translation>
    </message>
    <message>
        <source>{file} is not the private part of a recovery key.</source>
        <translation>{file} ist nicht der private Teil eines Wiederherstellungsschlüssels.</translation>
    </message>
    <message>
        <source>{file} is not the public part of a recovery key.</source>
        <translation>{file} ist nicht der öffentliche Teil eines Wiederherstellungsschlüssels.</translation>
    </message>
    <message>
        <source>That one is safe; this one was not recorded.</source>
        <translation>Jene ist sicher; diese wurde nicht erfasst.</translation>
    </message>
    <message>
        <source>A mark holds at most {count} characters.</source>
        <translation>Eine Markierung fasst höchstens {count} Zeichen.</translation>
    </message>
    <message>
        <source>A threat is mixed into this image to practise on.</source>
        <translation>In dieses Bild ist zum Üben ein verbotener Gegenstand gemischt.</translation>
    </message>
    <message>
        <source>Call IT: put settings.json right, or run `workstation connect` again.</source>
        <translation>Rufen Sie die IT: settings.json richtigstellen, oder `workstation connect` noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Call IT: put the file itself there; another place for all data is chosen with --home.</source>
        <translation>Rufen Sie die IT: die Datei selbst dorthin legen; ein anderer Ort für alle Daten wird mit --home gewählt.</translation>
    </message>
    <message>
        <source>Call IT: take it away; the program makes the folder itself.</source>
        <translation>Rufen Sie die IT: es wegnehmen; das Programm legt den Ordner selbst an.</translation>
    </message>
    <message>
        <source>Choose another file, or go on without a photograph.</source>
        <translation>Wählen Sie eine andere Datei, oder machen Sie ohne Foto weiter.</translation>
    </message>
    <message>
        <source>Draw it again.</source>
        <translation>Zeichnen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Everything that was recorded is kept; the file was not changed.</source>
        <translation>Alles, was aufgezeichnet wurde, ist erhalten; die Datei wurde nicht geändert.</translation>
    </message>
    <message>
        <source>It was found at another office: only a bench of that office can link it.</source>
        <translation>Es wurde bei einer anderen Dienststelle gefunden: Nur ein Arbeitsplatz dieser Dienststelle kann es verknüpfen.</translation>
    </message>
    <message>
        <source>It was not touched, and nothing recorded is lost.</source>
        <translation>Es wurde nicht angerührt, und nichts Aufgezeichnetes ist verloren.</translation>
    </message>
    <message>
        <source>Its opening is asked for already.</source>
        <translation>Um die Öffnung ist schon gebeten.</translation>
    </message>
    <message>
        <source>Look at the parcel&apos;s own image, then decide.</source>
        <translation>Sehen Sie das eigene Bild des Pakets an, dann entscheiden Sie.</translation>
    </message>
    <message>
        <source>Look at the section on mandates in docs/central-service.md.</source>
        <translation>Sehen Sie in docs/central-service.md im Abschnitt „Mandates“ nach.</translation>
    </message>
    <message>
        <source>Make it smaller, choose another file, or go on without a photograph.</source>
        <translation>Verkleinern Sie es, wählen Sie eine andere Datei, oder machen Sie ohne Foto weiter.</translation>
    </message>
    <message>
        <source>Name the file that `workstation ledger archive` wrote, or another copy of it.</source>
        <translation>Nennen Sie die Datei, die `workstation ledger archive` geschrieben hat, oder eine andere Kopie davon.</translation>
    </message>
    <message>
        <source>Not recorded yet: {missing}</source>
        <translation>Noch nicht erfasst: {missing}</translation>
    </message>
    <message>
        <source>Not recorded: {why}</source>
        <translation>Nicht erfasst: {why}</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Only an image desk sends parcels for opening.</source>
        <translation>Nur die Bildauswertung schickt Pakete zum Öffnen.</translation>
    </message>
    <message>
        <source>Take away marks that are no longer needed, then draw this one.</source>
        <translation>Nehmen Sie Markierungen weg, die nicht mehr gebraucht werden, und zeichnen Sie dann diese.</translation>
    </message>
    <message>
        <source>Tell that office which consignment it is.</source>
        <translation>Sagen Sie dieser Dienststelle, welche Sendung es ist.</translation>
    </message>
    <message>
        <source>The account {account} of this machine holds the bench: the program runs there since {since}.</source>
        <translation>Das Konto {account} dieses Rechners hat den Arbeitsplatz: Dort läuft das Programm seit {since}.</translation>
    </message>
    <message>
        <source>The address of the central service cannot be used: {url}.</source>
        <translation>Die Adresse des zentralen Dienstes ist nicht brauchbar: {url}.</translation>
    </message>
    <message>
        <source>The backup {file} is not what was written to it.</source>
        <translation>Die Sicherung {file} ist nicht das, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>The bench&apos;s signing key is not what was kept.</source>
        <translation>Der Signaturschlüssel des Prüfplatzes ist nicht der aufbewahrte.</translation>
    </message>
    <message>
        <source>The cache was searched.</source>
        <translation>Der Zwischenspeicher wurde durchsucht.</translation>
    </message>
    <message>
        <source>The central service asks for a new snapshot.</source>
        <translation>Der zentrale Dienst verlangt einen neuen Gesamtabruf.</translation>
    </message>
    <message>
        <source>The central service cannot answer now (status {status}).</source>
        <translation>Der zentrale Dienst kann jetzt nicht antworten (Status {status}).</translation>
    </message>
    <message>
        <source>The central service cannot be asked now.</source>
        <translation>Der zentrale Dienst kann jetzt nicht gefragt werden.</translation>
    </message>
    <message>
        <source>The central service cannot be reached ({reason}).</source>
        <translation>Der zentrale Dienst ist nicht erreichbar ({reason}).</translation>
    </message>
    <message>
        <source>The central service does not accept this bench&apos;s access token (status {status}).</source>
        <translation>Der zentrale Dienst nimmt das Zugriffstoken dieses Arbeitsplatzes nicht an (Status {status}).</translation>
    </message>
    <message>
        <source>The central service does not accept this bench&apos;s signature ({code}).</source>
        <translation>Der zentrale Dienst nimmt die Signatur dieses Arbeitsplatzes nicht an ({code}).</translation>
    </message>
    <message>
        <source>The central service knows another machine or another key as this bench ({code}).</source>
        <translation>Der zentrale Dienst kennt einen anderen Rechner oder einen anderen Schlüssel als diesen Arbeitsplatz ({code}).</translation>
    </message>
    <message>
        <source>The central service lets this bench in no more: it was revoked.</source>
        <translation>Der zentrale Dienst lässt diesen Arbeitsplatz nicht mehr zu: Er wurde gesperrt.</translation>
    </message>
    <message>
        <source>The central service refuses this request: {detail} (status {status}).</source>
        <translation>Der zentrale Dienst lehnt diese Anfrage ab: {detail} (Status {status}).</translation>
    </message>
    <message>
        <source>The central service says again and again that it has lost what it knew.</source>
        <translation>Der zentrale Dienst meldet immer wieder, dass er seinen Bestand verloren hat.</translation>
    </message>
    <message>
        <source>The central service&apos;s answer could not be read ({reason}).</source>
        <translation>Die Antwort des zentralen Dienstes war nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>The central service&apos;s answer is larger than {limit} bytes and was not read.</source>
        <translation>Die Antwort des zentralen Dienstes ist größer als {limit} Byte und wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>The central service&apos;s certificate is not trusted on this machine ({reason}).</source>
        <translation>Dem Zertifikat des zentralen Dienstes wird auf diesem Rechner nicht vertraut ({reason}).</translation>
    </message>
    <message>
        <source>The declaration is complete without it.</source>
        <translation>Die Anmeldung ist ohne es vollständig.</translation>
    </message>
    <message>
        <source>The disk did not do what was asked of it for {file}.</source>
        <translation>Der Datenträger hat für {file} nicht getan, was verlangt war.</translation>
    </message>
    <message>
        <source>The disk is full: {file} could not be written.</source>
        <translation>Der Datenträger ist voll: {file} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file is larger than a photograph may be (40 MB).</source>
        <translation>Die Datei ist größer, als ein Foto sein darf (40 MB).</translation>
    </message>
    <message>
        <source>The file {file} cannot be read.</source>
        <translation>Die Datei {file} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file {file} could not be opened.</source>
        <translation>Die Datei {file} konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The file {file} could not be used: {reason}.</source>
        <translation>Die Datei {file} konnte nicht benutzt werden: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} is a link to another place; the program keeps nothing behind links.</source>
        <translation>Die Datei {file} ist ein Verweis auf einen anderen Ort; das Programm bewahrt nichts hinter Verweisen auf.</translation>
    </message>
    <message>
        <source>The file {file} is damaged, or it was written with another key.</source>
        <translation>Die Datei {file} ist beschädigt oder wurde mit einem anderen Schlüssel geschrieben.</translation>
    </message>
    <message>
        <source>The file {file} is empty or not a cache.</source>
        <translation>Die Datei {file} ist leer oder kein Zwischenspeicher.</translation>
    </message>
    <message>
        <source>The file {file} is held by another program, perhaps an antivirus.</source>
        <translation>Die Datei {file} wird von einem anderen Programm festgehalten, vielleicht von einem Virenscanner.</translation>
    </message>
    <message>
        <source>The file {file} is in use by another program.</source>
        <translation>Die Datei {file} wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>The file {file} was found damaged.</source>
        <translation>Die Datei {file} war beschädigt.</translation>
    </message>
    <message>
        <source>The file {file} was written by a newer version of this program.</source>
        <translation>Die Datei {file} wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The folder {folder} follows its owner from machine to machine ({name}).</source>
        <translation>Der Ordner {folder} folgt seinem Besitzer von Rechner zu Rechner ({name}).</translation>
    </message>
    <message>
        <source>The folder {folder} is a link to another place; the program keeps nothing behind links.</source>
        <translation>Der Ordner {folder} ist eine Verknüpfung mit einem anderen Ort; hinter Verknüpfungen speichert das Programm nichts.</translation>
    </message>
    <message>
        <source>The folder {folder} lies on a network drive.</source>
        <translation>Der Ordner {folder} liegt auf einem Netzlaufwerk.</translation>
    </message>
    <message>
        <source>The hold belongs to: {owners}. Only they lift it.</source>
        <translation>Das Anhalten gehört: {owners}. Nur dort wird es aufgehoben.</translation>
    </message>
    <message>
        <source>The key in this account&apos;s keyring is not the key of the ledger {file}.</source>
        <translation>Der Schlüssel im Schlüsselbund dieses Kontos ist nicht der Schlüssel des Journals {file}.</translation>
    </message>
    <message>
        <source>The key of the ledger {file} is no longer there.</source>
        <translation>Der Schlüssel des Journals {file} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The key that is there is not the key of the ledger {file}.</source>
        <translation>Der vorhandene Schlüssel ist nicht der Schlüssel des Journals {file}.</translation>
    </message>
    <message>
        <source>The keyring of this account does not answer ({reason}).</source>
        <translation>Der Schlüsselbund dieses Kontos antwortet nicht ({reason}).</translation>
    </message>
    <message>
        <source>The keyring of this account does not keep what it is given.</source>
        <translation>Der Schlüsselbund dieses Kontos behält nicht, was man ihm gibt.</translation>
    </message>
    <message>
        <source>The ledger is left as it is; nothing was changed.</source>
        <translation>Das Journal bleibt, wie es ist; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The ledger is whole; nothing was changed.</source>
        <translation>Das Journal ist unversehrt; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The ledger {file} can no longer be written.</source>
        <translation>Das Journal {file} kann nicht mehr geschrieben werden.</translation>
    </message>
    <message>
        <source>The ledger {file} could not be used: {reason}.</source>
        <translation>Das Journal {file} konnte nicht benutzt werden: {reason}.</translation>
    </message>
    <message>
        <source>The ledger {file} is damaged: {reason}.</source>
        <translation>Das Journal {file} ist beschädigt: {reason}.</translation>
    </message>
    <message>
        <source>The ledger {file} is not as it was written; nothing is taken out of it.</source>
        <translation>Das Journal {file} ist nicht so, wie es geschrieben wurde; es wird nichts herausgenommen.</translation>
    </message>
    <message>
        <source>The ledger {file} was written by a newer version of this program.</source>
        <translation>Das Journal {file} wurde von einer neueren Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The ledger {file} was written by another version of this program.</source>
        <translation>Das Journal {file} wurde von einer anderen Version dieses Programms geschrieben.</translation>
    </message>
    <message>
        <source>The mark is as it was before.</source>
        <translation>Die Markierung ist, wie sie vorher war.</translation>
    </message>
    <message>
        <source>The marks are as they were before.</source>
        <translation>Die Markierungen sind, wie sie vorher waren.</translation>
    </message>
    <message>
        <source>The operating system does not allow this account to use {file}.</source>
        <translation>Das Betriebssystem erlaubt diesem Konto nicht, {file} zu benutzen.</translation>
    </message>
    <message>
        <source>The operating system does not allow this account to write {file}.</source>
        <translation>Das Betriebssystem erlaubt diesem Konto nicht, {file} zu schreiben.</translation>
    </message>
    <message>
        <source>The passphrase is empty.</source>
        <translation>Die Passphrase ist leer.</translation>
    </message>
    <message>
        <source>The photograph claims to have more pixels than can be read here.</source>
        <translation>Das Foto gibt mehr Bildpunkte an, als hier gelesen werden können.</translation>
    </message>
    <message>
        <source>The photograph is broken or cut off.</source>
        <translation>Das Foto ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>The place for the ledger&apos;s backup is not there: {folder}.</source>
        <translation>Der Ort für die Sicherung des Journals ist nicht da: {folder}.</translation>
    </message>
    <message>
        <source>The policy {file} cannot be read: {reason}.</source>
        <translation>Die Richtlinie {file} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>The program is already running on this machine with the {profile} profile.</source>
        <translation>Das Programm läuft auf diesem Rechner bereits mit dem Profil {profile}.</translation>
    </message>
    <message>
        <source>The program is ending.</source>
        <translation>Das Programm wird beendet.</translation>
    </message>
    <message>
        <source>The request is too large for the central service.</source>
        <translation>Die Anfrage ist für den zentralen Dienst zu groß.</translation>
    </message>
    <message>
        <source>The rule in {file} cannot be used: {reason}.</source>
        <translation>Die Regel in {file} ist nicht brauchbar: {reason}.</translation>
    </message>
    <message>
        <source>The running one is not disturbed.</source>
        <translation>Das laufende wird nicht gestört.</translation>
    </message>
    <message>
        <source>The running one is not disturbed; nothing was changed.</source>
        <translation>Das laufende wird nicht gestört; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The setting {key} is fixed by the administration&apos;s IT.</source>
        <translation>Die Einstellung {key} ist von der IT der Verwaltung vorgegeben.</translation>
    </message>
    <message>
        <source>The settings of the line to the central service cannot be used ({reason}).</source>
        <translation>Die Einstellungen der Verbindung zum zentralen Dienst sind nicht brauchbar ({reason}).</translation>
    </message>
    <message>
        <source>The settings of this bench cannot be read; a copy of the file is {copy}.</source>
        <translation>Die Einstellungen dieses Arbeitsplatzes sind nicht lesbar; eine Kopie der Datei ist {copy}.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>There are {count} marks on this consignment already.</source>
        <translation>An dieser Sendung sind schon {count} Markierungen.</translation>
    </message>
    <message>
        <source>There is already something at {file}.</source>
        <translation>Bei {file} liegt schon etwas.</translation>
    </message>
    <message>
        <source>There is no conflict here to acknowledge.</source>
        <translation>Hier gibt es keinen Konflikt, der zur Kenntnis zu nehmen wäre.</translation>
    </message>
    <message>
        <source>There is no ledger in {folder}.</source>
        <translation>In {folder} gibt es kein Journal.</translation>
    </message>
    <message>
        <source>There is no rule for {officer}.</source>
        <translation>Für {officer} gibt es keine Regel.</translation>
    </message>
    <message>
        <source>There is no usable file or folder at {file}.</source>
        <translation>Unter {file} ist keine brauchbare Datei und kein brauchbarer Ordner.</translation>
    </message>
    <message>
        <source>There is something at {folder} that is no folder.</source>
        <translation>Bei {folder} liegt etwas, das kein Ordner ist.</translation>
    </message>
    <message>
        <source>These two cannot be linked: one must be made at a bench, the other declared.</source>
        <translation>Diese beiden können nicht verknüpft werden: Die eine muss an einem Arbeitsplatz angelegt, die andere angemeldet sein.</translation>
    </message>
    <message>
        <source>This account has no keyring that the program may use (found: {found}).</source>
        <translation>Dieses Konto hat keinen Schlüsselbund, den das Programm benutzen darf (gefunden: {found}).</translation>
    </message>
    <message>
        <source>This bench has no access token for the central service.</source>
        <translation>Dieser Arbeitsplatz hat kein Zugriffstoken für den zentralen Dienst.</translation>
    </message>
    <message>
        <source>This bench is not connected to a central service yet.</source>
        <translation>Dieser Arbeitsplatz ist noch mit keinem zentralen Dienst verbunden.</translation>
    </message>
    <message>
        <source>This is another private key than the one that can open it.</source>
        <translation>Das ist ein anderer privater Schlüssel als der, der es öffnen kann.</translation>
    </message>
    <message>
        <source>This is no photograph that can be read here (JPEG or PNG).</source>
        <translation>Das ist kein Foto, das hier gelesen werden kann (JPEG oder PNG).</translation>
    </message>
    <message>
        <source>This is not an access token.</source>
        <translation>Dies ist kein Zugriffstoken.</translation>
    </message>
    <message>
        <source>This is not an officer&apos;s id.</source>
        <translation>Dies ist keine Dienstkennung.</translation>
    </message>
    <message>
        <source>This is not the passphrase of {file}.</source>
        <translation>Das ist nicht die Passphrase von {file}.</translation>
    </message>
    <message>
        <source>This mark cannot be kept: it does not lie on the image as a mark must.</source>
        <translation>Diese Markierung kann nicht behalten werden: Sie liegt nicht so auf dem Bild, wie eine Markierung muss.</translation>
    </message>
    <message>
        <source>This parcel is linked to its declaration already.</source>
        <translation>Dieses Paket ist schon mit seiner Anmeldung verknüpft.</translation>
    </message>
    <message>
        <source>This value cannot be used for {key}: {reason}.</source>
        <translation>Dieser Wert ist für {key} nicht brauchbar: {reason}.</translation>
    </message>
    <message>
        <source>Try again; if it stays, ask IT to exempt the program&apos;s folder.</source>
        <translation>Versuchen Sie es erneut; wenn es so bleibt, bitten Sie die IT, den Ordner des Programms auszunehmen.</translation>
    </message>
    <message>
        <source>Try again; if it stays, call IT.</source>
        <translation>Versuchen Sie es erneut; wenn es so bleibt, rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Try again; if it stays, close the other program or call IT.</source>
        <translation>Versuchen Sie es erneut; wenn es so bleibt, schließen Sie das andere Programm oder rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Type it again.</source>
        <translation>Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>Geben Sie eine ein.</translation>
    </message>
    <message>
        <source>Type the id as it stands on the service card.</source>
        <translation>Tippen Sie die Kennung, wie sie auf dem Dienstausweis steht.</translation>
    </message>
    <message>
        <source>Unlock the keyring and start the program again, or call IT.</source>
        <translation>Entsperren Sie den Schlüsselbund und starten Sie das Programm neu, oder rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Use another copy of the file.</source>
        <translation>Verwenden Sie eine andere Kopie der Datei.</translation>
    </message>
    <message>
        <source>Use its window. If there is none, wait a minute, or call IT to end it.</source>
        <translation>Benutzen Sie dessen Fenster. Gibt es keines, warten Sie eine Minute, oder rufen Sie die IT, um es zu beenden.</translation>
    </message>
    <message>
        <source>Use the private file that `workstation keys new-recovery` wrote.</source>
        <translation>Verwenden Sie die private Datei, die `workstation keys new-recovery` geschrieben hat.</translation>
    </message>
    <message>
        <source>Use the private key that belongs to the recovery key of the bench&apos;s policy at that time.</source>
        <translation>Verwenden Sie den privaten Schlüssel zu dem Wiederherstellungsschlüssel, den die Richtlinie des Arbeitsplatzes damals nannte.</translation>
    </message>
    <message>
        <source>Use the public file that `workstation keys new-recovery` wrote.</source>
        <translation>Verwenden Sie die öffentliche Datei, die `workstation keys new-recovery` geschrieben hat.</translation>
    </message>
    <message>
        <source>Use the version that the bench works with.</source>
        <translation>Verwenden Sie die Version, mit der der Arbeitsplatz arbeitet.</translation>
    </message>
    <message>
        <source>What is here stays readable until the new one is complete.</source>
        <translation>Was hier ist, bleibt lesbar, bis der neue vollständig ist.</translation>
    </message>
    <message>
        <source>What is left is kept for decisions.</source>
        <translation>Was übrig ist, bleibt für Entscheidungen.</translation>
    </message>
    <message>
        <source>What is typed is still there.</source>
        <translation>Das Getippte ist noch da.</translation>
    </message>
    <message>
        <source>What it recorded is kept; nothing was recorded here.</source>
        <translation>Was sie erfasst hat, bleibt gespeichert; hier wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>What says where the key of the ledger {file} is kept is missing or damaged.</source>
        <translation>Der Vermerk, wo der Schlüssel des Journals {file} liegt, fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>What was recorded in the last {days} days cannot be archived: goods may still be called back.</source>
        <translation>Was in den letzten {days} Tagen aufgezeichnet wurde, kann nicht archiviert werden: Waren können noch zurückgerufen werden.</translation>
    </message>
    <message>
        <source>What was sealed to the recovery key is not as it was written.</source>
        <translation>Was für den Wiederherstellungsschlüssel versiegelt wurde, ist nicht so, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>What was written stays as it is.</source>
        <translation>Was geschrieben wurde, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Work in that account, or close the program there. IT can allow both (machine.held).</source>
        <translation>Arbeiten Sie in jenem Konto oder beenden Sie das Programm dort. Die IT kann beide zulassen (machine.held).</translation>
    </message>
    <message>
        <source>Work in the account {account}, or choose another folder with --home.</source>
        <translation>Arbeiten Sie im Konto {account} oder wählen Sie mit --home einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Work on as in an outage; the readiness screen ends the drill.</source>
        <translation>Arbeiten Sie weiter wie bei einem Ausfall; die Seite zur Bereitschaft beendet die Übung.</translation>
    </message>
    <message>
        <source>Work on, and call IT: the service must be put in order.</source>
        <translation>Arbeiten Sie weiter und rufen Sie die IT: Der Dienst muss in Ordnung gebracht werden.</translation>
    </message>
    <message>
        <source>Work on. If it stays, IT should look at the network&apos;s sign-in page or proxy.</source>
        <translation>Arbeiten Sie weiter. Wenn es so bleibt, soll die IT die Anmeldeseite oder den Proxy des Netzes prüfen.</translation>
    </message>
    <message>
        <source>Work on. If it stays, IT should look at the network&apos;s sign-in page or the service&apos;s address.</source>
        <translation>Arbeiten Sie weiter. Wenn es so bleibt, soll die IT die Anmeldeseite des Netzes oder die Adresse des Dienstes prüfen.</translation>
    </message>
    <message>
        <source>Work on. If it stays, call IT.</source>
        <translation>Arbeiten Sie weiter. Wenn es so bleibt, rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Work on; the program tries again by itself.</source>
        <translation>Arbeiten Sie weiter; das Programm versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Work on; the program tries again by itself. If it stays, call IT.</source>
        <translation>Arbeiten Sie weiter; das Programm versucht es von selbst erneut. Bleibt es dabei, rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Write less at the mark, and the rest into the remark of the decision.</source>
        <translation>Schreiben Sie an die Markierung weniger, und den Rest in die Bemerkung der Entscheidung.</translation>
    </message>
    <message>
        <source>{file} is no archive or export of a ledger, or it is not whole.</source>
        <translation>{file} ist kein Archiv oder Export eines Journals, oder die Datei ist nicht vollständig.</translation>
    </message>
    <message>
        <source>{file} is no file, but a pipe, a device or the like.</source>
        <translation>{file} ist keine Datei, sondern eine Pipe, ein Gerät oder Ähnliches.</translation>
    </message>
</context>
<context>
    <name>ProfileView</name>
    <message>
        <source>profile along the line</source>
        <translation>Profil entlang der Linie</translation>
    </message>
</context>
<context>
    <name>QueueColumns</name>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Cat.</source>
        <translation>Kat.</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Waren</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Zollstelle</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>{act} waiting</source>
        <translation>{act} wartet</translation>
    </message>
</context>
<context>
    <name>QueueFoot</name>
    <message>
        <source>Consignments: {number}</source>
        <translation>Sendungen: {number}</translation>
    </message>
    <message>
        <source>Narrow the filter to work quickly</source>
        <translation>Filter enger fassen, um zügig zu arbeiten</translation>
    </message>
    <message>
        <source>filling, {share}</source>
        <translation>wird gefüllt, {share}</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Queue</source>
        <translation>Liste</translation>
    </message>
</context>
<context>
    <name>ReadBand</name>
    <message>
        <source>Read a barcode</source>
        <translation>Strichcode lesen</translation>
    </message>
    <message>
        <source>last read: {number}</source>
        <translation>zuletzt gelesen: {number}</translation>
    </message>
    <message>
        <source>{number} ×{times}</source>
        <translation>{number} ×{times}</translation>
    </message>
</context>
<context>
    <name>ReaderCheck</name>
    <message>
        <source>AIM identifier</source>
        <translation>AIM-Kennung</translation>
    </message>
    <message>
        <source>Capitals and small letters are exchanged. Set the reader&apos;s case conversion to none, and its Caps Lock to off.</source>
        <translation>Groß- und Kleinbuchstaben sind vertauscht. Schalten Sie am Lesegerät die Umwandlung der Schreibweise und die Feststelltaste aus.</translation>
    </message>
    <message>
        <source>Capitals come as small letters. Set the reader&apos;s case conversion to none.</source>
        <translation>Großbuchstaben kommen klein an. Schalten Sie am Lesegerät die Umwandlung der Schreibweise aus.</translation>
    </message>
    <message>
        <source>Caps Lock is on at this bench; reads are right all the same.</source>
        <translation>Die Feststelltaste dieses Arbeitsplatzes ist an; gelesen wird trotzdem richtig.</translation>
    </message>
    <message>
        <source>Characters came that are not in the symbol. Take every rule that edits data (“data formatting”) out of the reader.</source>
        <translation>Es kamen Zeichen, die nicht im Symbol stehen. Nehmen Sie jede Regel, die Daten verändert („Data Formatting“), aus dem Lesegerät.</translation>
    </message>
    <message>
        <source>Characters come twice, in {first} of {second} reads. Set the reader&apos;s delay between characters to 10 ms; if it stays so, try another cable or port.</source>
        <translation>Zeichen kommen doppelt, in {first} von {second} Lesungen. Stellen Sie am Lesegerät die Pause zwischen den Zeichen auf 10 ms; bleibt es so, nehmen Sie ein anderes Kabel oder einen anderen Anschluss.</translation>
    </message>
    <message>
        <source>Comes as “{first}”, which barcodes hold, too. Let the reader send GS (ASCII 29) for it.</source>
        <translation>Kommt als „{first}“, was auch in Strichcodes steht. Lassen Sie das Lesegerät dafür GS (ASCII 29) senden.</translation>
    </message>
    <message>
        <source>Comes as “{first}”; the profile says so. Better: let the reader send GS (ASCII 29) for it.</source>
        <translation>Kommt als „{first}“; so steht es im Profil. Besser: Lassen Sie das Lesegerät dafür GS (ASCII 29) senden.</translation>
    </message>
    <message>
        <source>Comes, as it should.</source>
        <translation>Kommt, wie es soll.</translation>
    </message>
    <message>
        <source>Does not come: the parts of a GS1 label run together. Let the reader send GS (ASCII 29) for FNC1.</source>
        <translation>Kommt nicht: Die Teile eines GS1-Etiketts laufen ineinander. Lassen Sie das Lesegerät für FNC1 GS (ASCII 29) senden.</translation>
    </message>
    <message>
        <source>Enter now and then only. Set the reader&apos;s suffix to CR (Enter) for all symbologies.</source>
        <translation>Nur manchmal Enter. Stellen Sie am Lesegerät das Suffix für alle Symbologien auf CR (Enter).</translation>
    </message>
    <message>
        <source>Enter, as it should be.</source>
        <translation>Enter, wie es sein soll.</translation>
    </message>
    <message>
        <source>First set the reader to: keyboard country USA (English), suffix CR (Enter), no prefix, no case conversion, GS (ASCII 29) sent for FNC1.</source>
        <translation>Stellen Sie das Lesegerät zuerst ein: Tastaturland USA (Englisch), Suffix CR (Enter), kein Präfix, keine Umwandlung der Schreibweise, GS (ASCII 29) für FNC1.</translation>
    </message>
    <message>
        <source>GS1 separator</source>
        <translation>GS1-Trennzeichen</translation>
    </message>
    <message>
        <source>GS1 separator (GS1-128)</source>
        <translation>GS1-Trennzeichen (GS1-128)</translation>
    </message>
    <message>
        <source>In the program press Ctrl+Shift+B. Read 1 and 2, at least twice each. A reader that reads lines only: read 2 to 6. The program says what is wrong, and keeps the profile for this reader.</source>
        <translation>Drücken Sie im Programm Strg+Umschalt+B. Lesen Sie 1 und 2, jedes mindestens zweimal. Ein Gerät, das nur Strichcodes liest: 2 bis 6. Das Programm sagt, was nicht stimmt, und speichert das Profil für dieses Lesegerät.</translation>
    </message>
    <message>
        <source>Always the same: “{first}”. The keyboard that the reader is set to has no keys for them: set its keyboard country to USA (English).</source>
        <translation>Immer dieselben: „{first}“. Die Tastatur, auf die das Lesegerät eingestellt ist, hat dafür keine Tasten: Stellen Sie sein Tastaturland auf USA (Englisch).</translation>
    </message>
    <message>
        <source>Always the same: “{first}”. They are accents on this bench&apos;s keyboard, and the system swallows them. If labels hold them, set the bench&apos;s keyboard to English (US).</source>
        <translation>Immer dieselben: „{first}“. Auf der Tastatur dieses Arbeitsplatzes sind es Akzente, und das System verschluckt sie. Kommen sie auf Etiketten vor, stellen Sie die Tastatur des Arbeitsplatzes auf Englisch (USA).</translation>
    </message>
    <message>
        <source>In {second} of {third} reads, the last time “{first}”: the reader is too fast for this machine. Set its delay between characters to 10 ms, then read again.</source>
        <translation>In {second} von {third} Lesungen, zuletzt „{first}“: Das Lesegerät ist zu schnell für diesen Rechner. Stellen Sie seine Pause zwischen den Zeichen auf 10 ms und lesen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Its longest pause comes near the profile&apos;s limit ({limit} ms): do this check.</source>
        <translation>Seine längste Pause kommt der Grenze des Profils ({limit} ms) nahe: Machen Sie diese Prüfung.</translation>
    </message>
    <message>
        <source>Letters come in the other case. Set the reader&apos;s case conversion to none, and its Caps Lock to off.</source>
        <translation>Buchstaben kommen in der anderen Schreibweise an. Schalten Sie am Lesegerät die Umwandlung der Schreibweise und die Feststelltaste aus.</translation>
    </message>
    <message>
        <source>Letters come in the other case. Turn Caps Lock off at this bench and read again; if it stays so, set the reader&apos;s case conversion to none.</source>
        <translation>Buchstaben kommen in der anderen Schreibweise an. Schalten Sie an diesem Arbeitsplatz die Feststelltaste aus und lesen Sie noch einmal; bleibt es so, schalten Sie am Lesegerät die Umwandlung der Schreibweise aus.</translation>
    </message>
    <message>
        <source>More reads were no good than usual: clean its window, and do this check.</source>
        <translation>Mehr Lesungen als üblich taugten nichts: Putzen Sie sein Fenster und machen Sie diese Prüfung.</translation>
    </message>
    <message>
        <source>None. Reads so far: {first}.</source>
        <translation>Keine. Lesungen bisher: {first}.</translation>
    </message>
    <message>
        <source>None: this reader is on a serial port.</source>
        <translation>Keine: Dieses Lesegerät hängt an einer seriellen Schnittstelle.</translation>
    </message>
    <message>
        <source>Not always the same ({first}): letters for the kind of symbol. Switch the code identifier off, or let the reader send the AIM identifier.</source>
        <translation>Nicht immer dasselbe ({first}): Buchstaben für die Art des Symbols. Schalten Sie die Code-Kennung aus, oder lassen Sie das Lesegerät die AIM-Kennung senden.</translation>
    </message>
    <message>
        <source>Not known yet: read symbol 2.</source>
        <translation>Noch nicht bekannt: Lesen Sie Symbol 2.</translation>
    </message>
    <message>
        <source>Not sent. It may be turned on: then GS1 labels are known for certain.</source>
        <translation>Wird nicht gesendet. Sie darf eingeschaltet werden: Dann sind GS1-Etiketten sicher erkannt.</translation>
    </message>
    <message>
        <source>Nothing any more (“{first}” before); the profile says so.</source>
        <translation>Nichts mehr (vorher „{first}“); so steht es im Profil.</translation>
    </message>
    <message>
        <source>Nothing: the profile says that a read ends by silence. Better: set the reader&apos;s suffix to CR (Enter).</source>
        <translation>Nichts: Im Profil steht, dass eine Lesung mit Stille endet. Besser: Stellen Sie das Suffix des Lesegeräts auf CR (Enter).</translation>
    </message>
    <message>
        <source>Now read symbol {number}.</source>
        <translation>Lesen Sie jetzt Symbol {number}.</translation>
    </message>
    <message>
        <source>One pull of the trigger gives two reads. Set the trigger to one read a pull (not continuous), and the delay for the same code to 1 s.</source>
        <translation>Ein Druck auf den Auslöser gibt zwei Lesungen. Stellen Sie den Auslöser auf eine Lesung je Druck (nicht fortlaufend) und die Pause für denselben Code auf 1 s.</translation>
    </message>
    <message>
        <source>Print at 100 %, black on white. Cover the other symbols while you read.</source>
        <translation>In Originalgröße (100 %) drucken, schwarz auf weiß. Decken Sie beim Lesen die anderen Symbole ab.</translation>
    </message>
    <message>
        <source>Read as it is printed, with the profile that was saved.</source>
        <translation>Gelesen, wie es gedruckt ist, mit dem gespeicherten Profil.</translation>
    </message>
    <message>
        <source>Read once more, as it stands below.</source>
        <translation>Lesen Sie noch einmal, wie es unten steht.</translation>
    </message>
    <message>
        <source>Read symbol 1 with the reader, from this screen or from the printed sheet.</source>
        <translation>Lesen Sie Symbol 1, von diesem Bildschirm oder vom gedruckten Blatt.</translation>
    </message>
    <message>
        <source>Reader check of the inspection workstation</source>
        <translation>Prüfung des Lesegeräts am Beschauarbeitsplatz</translation>
    </message>
    <message>
        <source>Sent: GS1 labels are known for certain. Leave it on.</source>
        <translation>Wird gesendet: GS1-Etiketten sind sicher erkannt. Lassen Sie sie eingeschaltet.</translation>
    </message>
    <message>
        <source>Set to the same keyboard as this bench; the profile says so. Better: set the reader&apos;s keyboard country to USA, then the bench&apos;s keyboard does not matter.</source>
        <translation>Auf dieselbe Tastatur eingestellt wie dieser Arbeitsplatz; so steht es im Profil. Besser: Stellen Sie das Tastaturland des Lesegeräts auf USA, dann ist die Tastatur des Arbeitsplatzes gleichgültig.</translation>
    </message>
    <message>
        <source>Silence, which does on a serial port.</source>
        <translation>Stille, was an einer seriellen Schnittstelle genügt.</translation>
    </message>
    <message>
        <source>Small letters come as capitals. Set the reader&apos;s case conversion to none.</source>
        <translation>Kleinbuchstaben kommen groß an. Schalten Sie am Lesegerät die Umwandlung der Schreibweise aus.</translation>
    </message>
    <message>
        <source>Some letters come in the other case: the reader is too fast for this machine. Set its delay between characters to 10 ms.</source>
        <translation>Manche Buchstaben kommen in der anderen Schreibweise an: Das Lesegerät ist zu schnell für diesen Rechner. Stellen Sie seine Pause zwischen den Zeichen auf 10 ms.</translation>
    </message>
    <message>
        <source>Tab, which does as well as Enter.</source>
        <translation>Tab, was so gut ist wie Enter.</translation>
    </message>
    <message>
        <source>That was no symbol of the sheet: {text}</source>
        <translation>Das war kein Symbol des Blatts: {text}</translation>
    </message>
    <message>
        <source>The code comes twice in one read. Switch off sending twice and reading several codes at once.</source>
        <translation>Der Code kommt in einer Lesung zweimal. Schalten Sie doppeltes Senden und das Lesen mehrerer Codes auf einmal aus.</translation>
    </message>
    <message>
        <source>The first one, again and again. Set the reader&apos;s delay between characters to 10 ms; at a wireless one, turn power saving off.</source>
        <translation>Immer wieder das erste. Stellen Sie am Lesegerät die Pause zwischen den Zeichen auf 10 ms; bei einem drahtlosen schalten Sie das Stromsparen aus.</translation>
    </message>
    <message>
        <source>The profile below fits this reader: save it.</source>
        <translation>Das Profil unten passt zu diesem Lesegerät: Speichern Sie es.</translation>
    </message>
    <message>
        <source>The reader is set to another keyboard ({first}), and characters come out wrong. Set its keyboard country to USA (English), then read the symbols again.</source>
        <translation>Das Lesegerät ist auf eine andere Tastatur eingestellt ({first}), und Zeichen kommen falsch an. Stellen Sie sein Tastaturland auf USA (Englisch) und lesen Sie die Symbole noch einmal.</translation>
    </message>
    <message>
        <source>The reader makes up for Caps Lock itself; the profile says so.</source>
        <translation>Das Lesegerät gleicht die Feststelltaste selbst aus; so steht es im Profil.</translation>
    </message>
    <message>
        <source>This machine does not tell which keys were pressed. Its keyboard looks like {first}; reads are put right by a table, where that is certain. Better: set the bench&apos;s keyboard to English (US).</source>
        <translation>Dieser Rechner sagt nicht, welche Tasten gedrückt wurden. Seine Tastatur sieht aus wie {first}; Lesungen werden mit einer Tabelle berichtigt, wo das sicher ist. Besser: Stellen Sie die Tastatur des Arbeitsplatzes auf Englisch (USA).</translation>
    </message>
    <message>
        <source>This reader and its profile fit each other.</source>
        <translation>Dieses Lesegerät und sein Profil passen zueinander.</translation>
    </message>
    <message>
        <source>This reader must be set; how, stands below.</source>
        <translation>Dieses Lesegerät muss eingestellt werden; wie, steht unten.</translation>
    </message>
    <message>
        <source>This reader needs another value than IT has fixed for: {names}. Ask IT to change it.</source>
        <translation>Dieses Lesegerät braucht einen anderen Wert, als die IT vorgibt, für: {names}. Bitten Sie die IT, das zu ändern.</translation>
    </message>
    <message>
        <source>US, as it should be.</source>
        <translation>USA, wie es sein soll.</translation>
    </message>
    <message>
        <source>US, as it should be. This bench is set to another keyboard: the program goes by the keys, so that does no harm.</source>
        <translation>USA, wie es sein soll. Dieser Arbeitsplatz ist auf eine andere Tastatur eingestellt: Das Programm geht nach den Tasten, das schadet also nicht.</translation>
    </message>
    <message>
        <source>With the profile that was saved, this came: {text}. Begin again.</source>
        <translation>Mit dem gespeicherten Profil kam dies: {text}. Beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>after the code</source>
        <translation>nach dem Code</translation>
    </message>
    <message>
        <source>before the code</source>
        <translation>vor dem Code</translation>
    </message>
    <message>
        <source>capitals</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>end of a read</source>
        <translation>Ende einer Lesung</translation>
    </message>
    <message>
        <source>every character (Data Matrix)</source>
        <translation>jedes Zeichen (Data Matrix)</translation>
    </message>
    <message>
        <source>figures and small letters (Code 128)</source>
        <translation>Ziffern und Kleinbuchstaben (Code 128)</translation>
    </message>
    <message>
        <source>keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>letzte 30 Tage</translation>
    </message>
    <message>
        <source>letters A to M (Code 128)</source>
        <translation>Buchstaben A bis M (Code 128)</translation>
    </message>
    <message>
        <source>letters N to Z (Code 128)</source>
        <translation>Buchstaben N bis Z (Code 128)</translation>
    </message>
    <message>
        <source>lost characters</source>
        <translation>verlorene Zeichen</translation>
    </message>
    <message>
        <source>no reads</source>
        <translation>keine Lesungen</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>sent twice</source>
        <translation>doppelt gesendet</translation>
    </message>
    <message>
        <source>signs (Code 128)</source>
        <translation>Zeichen (Code 128)</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>wrong characters</source>
        <translation>falsche Zeichen</translation>
    </message>
    <message>
        <source>{count} cut off</source>
        <translation>{count} abgeschnitten</translation>
    </message>
    <message>
        <source>{count} joined to the read before</source>
        <translation>{count} an die Lesung davor angehängt</translation>
    </message>
    <message>
        <source>{count} read through another keyboard</source>
        <translation>{count} über eine andere Tastatur gelesen</translation>
    </message>
    <message>
        <source>{count} reads</source>
        <translation>{count} Lesungen</translation>
    </message>
    <message>
        <source>{count} too short</source>
        <translation>{count} zu kurz</translation>
    </message>
    <message>
        <source>{count} with a wrong check digit</source>
        <translation>{count} mit falscher Prüfziffer</translation>
    </message>
    <message>
        <source>{count} without the prefix</source>
        <translation>{count} ohne Präfix</translation>
    </message>
    <message>
        <source>{first} ms a character, {second} ms at the longest. The profile for Bluetooth fits.</source>
        <translation>{first} ms je Zeichen, höchstens {second} ms. Das Profil für Bluetooth passt.</translation>
    </message>
    <message>
        <source>{first} ms a character, {second} ms at the longest. The profile for wired readers fits.</source>
        <translation>{first} ms je Zeichen, höchstens {second} ms. Das Profil für Geräte mit Kabel passt.</translation>
    </message>
    <message>
        <source>{first} ms a character, {second} ms at the longest. The profile is set to that.</source>
        <translation>{first} ms je Zeichen, höchstens {second} ms. Das Profil ist darauf eingestellt.</translation>
    </message>
    <message>
        <source>{first} ms a character, {second} ms at the longest: as slow as a person types, and not to be told from it. Set its delay between characters to 0, bring it nearer to its base, use its serial (COM) mode, or let it send STX before each code.</source>
        <translation>{first} ms je Zeichen, höchstens {second} ms: so langsam, wie ein Mensch tippt, und davon nicht zu unterscheiden. Stellen Sie seine Pause zwischen den Zeichen auf 0, bringen Sie es näher an seine Basis, nutzen Sie seinen seriellen (COM-)Modus, oder lassen Sie es vor jedem Code STX senden.</translation>
    </message>
    <message>
        <source>{first}. Set the reader&apos;s keyboard country to USA (English), then read the symbols again.</source>
        <translation>{first}. Stellen Sie das Tastaturland des Lesegeräts auf USA (Englisch) und lesen Sie die Symbole noch einmal.</translation>
    </message>
    <message>
        <source>{mean} ms a character, {slowest} ms at the longest</source>
        <translation>{mean} ms je Zeichen, höchstens {slowest} ms</translation>
    </message>
    <message>
        <source>{second}, in one read: “{first}”. Read the same symbol again.</source>
        <translation>{second}, in einer Lesung: „{first}“. Lesen Sie dasselbe Symbol noch einmal.</translation>
    </message>
    <message>
        <source>“{first}” is too long. Take the prefix out of the reader, or shorten it to one character.</source>
        <translation>„{first}“ ist zu lang. Nehmen Sie das Präfix aus dem Lesegerät, oder kürzen Sie es auf ein Zeichen.</translation>
    </message>
    <message>
        <source>“{first}”. Read symbols 1 and 2, to see whether it is always the same.</source>
        <translation>„{first}“. Lesen Sie Symbol 1 und 2, damit sich zeigt, ob es immer dasselbe ist.</translation>
    </message>
    <message>
        <source>“{first}”. Take everything but CR (Enter) out of the reader&apos;s suffix.</source>
        <translation>„{first}“. Nehmen Sie alles außer CR (Enter) aus dem Suffix des Lesegeräts.</translation>
    </message>
    <message>
        <source>“{first}”. The profile says so: only what begins with it is taken for a read.</source>
        <translation>„{first}“. So steht es im Profil: Nur was damit beginnt, gilt als Lesung.</translation>
    </message>
</context>
<context>
    <name>ReaderCheckScreen</name>
    <message>
        <source>Begin again</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>End the check</source>
        <translation>Prüfung beenden</translation>
    </message>
    <message>
        <source>How this reader fares (kept at this bench only)</source>
        <translation>Wie es diesem Lesegerät geht (bleibt an diesem Arbeitsplatz)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Reader check</source>
        <translation>Prüfung des Lesegeräts</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Profil speichern</translation>
    </message>
    <message>
        <source>Sheet as PDF</source>
        <translation>Blatt als PDF</translation>
    </message>
    <message>
        <source>← → another symbol. A reader that reads lines only, or no screens, needs the printed sheet.</source>
        <translation>← → anderes Symbol. Ein Gerät, das nur Strichcodes oder keine Bildschirme liest, braucht das gedruckte Blatt.</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>A drill cuts this bench off on purpose, so that work in an outage is practised. Nothing is lost; it ends here, or by itself after {time}.</source>
        <translation>Eine Übung trennt diesen Arbeitsplatz mit Absicht, damit die Arbeit bei einem Ausfall geübt wird. Nichts geht verloren; sie endet hier oder von selbst nach {time}.</translation>
    </message>
    <message>
        <source>A drill is on, begun by {officer}: nothing is sent or fetched. It ends by itself in {time}; everything decided meanwhile goes out then.</source>
        <translation>Es läuft eine Übung, begonnen von {officer}: Nichts wird gesendet oder geholt. Sie endet von selbst in {time}; alles inzwischen Entschiedene geht dann hinaus.</translation>
    </message>
    <message>
        <source>Drills are switched off at this bench.</source>
        <translation>Übungen sind an diesem Arbeitsplatz abgeschaltet.</translation>
    </message>
    <message>
        <source>Not ready to work alone</source>
        <translation>Nicht bereit, allein zu arbeiten</translation>
    </message>
    <message>
        <source>Ready to work alone for {time}</source>
        <translation>Bereit, {time} allein zu arbeiten</translation>
    </message>
    <message>
        <source>You can look, not decide: the disk is full.</source>
        <translation>Sie können ansehen, nicht entscheiden: Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>You can look, not decide: your mandate has run out.</source>
        <translation>Sie können ansehen, nicht entscheiden: Ihr Mandat ist abgelaufen.</translation>
    </message>
    <message>
        <source>You can work alone for {time} more</source>
        <translation>Sie können noch {time} allein arbeiten</translation>
    </message>
    <message>
        <source>age not known</source>
        <translation>Alter nicht bekannt</translation>
    </message>
    <message>
        <source>alone for {age}, since {when}</source>
        <translation>seit {when} allein ({age})</translation>
    </message>
    <message>
        <source>as of {age} ago</source>
        <translation>Stand von vor {age}</translation>
    </message>
    <message>
        <source>central service</source>
        <translation>zentraler Dienst</translation>
    </message>
    <message>
        <source>consignments</source>
        <translation>Sendungen</translation>
    </message>
    <message>
        <source>free disk</source>
        <translation>freier Speicher</translation>
    </message>
    <message>
        <source>heard {age} ago</source>
        <translation>gehört vor {age}</translation>
    </message>
    <message>
        <source>holds no longer</source>
        <translation>gilt nicht mehr</translation>
    </message>
    <message>
        <source>holds until {when}</source>
        <translation>gilt bis {when}</translation>
    </message>
    <message>
        <source>kinds of act</source>
        <translation>Arten von Entscheidungen</translation>
    </message>
    <message>
        <source>ledger copied</source>
        <translation>Journal gesichert</translation>
    </message>
    <message>
        <source>legal bases</source>
        <translation>Rechtsgrundlagen</translation>
    </message>
    <message>
        <source>limited by</source>
        <translation>begrenzt durch</translation>
    </message>
    <message>
        <source>mandate</source>
        <translation>Befugnis</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nie gehört</translation>
    </message>
    <message>
        <source>not all yet</source>
        <translation>noch nicht alle</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>offices</source>
        <translation>Zollstellen</translation>
    </message>
    <message>
        <source>reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>reasons for unread parcels</source>
        <translation>Gründe, warum ein Paket nicht gelesen wurde</translation>
    </message>
    <message>
        <source>scan images</source>
        <translation>Röntgenbilder</translation>
    </message>
    <message>
        <source>storage places</source>
        <translation>Lagerplätze</translation>
    </message>
    <message>
        <source>the age of a list: {list}</source>
        <translation>das Alter einer Liste: {list}</translation>
    </message>
    <message>
        <source>the age of the consignments</source>
        <translation>das Alter der Sendungen</translation>
    </message>
    <message>
        <source>the consignments: nothing is here yet</source>
        <translation>die Sendungen: Es ist noch nichts hier</translation>
    </message>
    <message>
        <source>the consignments: still filling, {sent} of {total}</source>
        <translation>die Sendungen: Es wird noch geladen, {sent} von {total}</translation>
    </message>
    <message>
        <source>the consignments: they have not all come yet</source>
        <translation>die Sendungen: Es sind noch nicht alle da</translation>
    </message>
    <message>
        <source>the disk: hardly anything is free</source>
        <translation>den Speicher: Es ist kaum noch etwas frei</translation>
    </message>
    <message>
        <source>the mandate</source>
        <translation>die Befugnis</translation>
    </message>
    <message>
        <source>this bench was taken out of service by the administration</source>
        <translation>die Verwaltung hat diesen Arbeitsplatz außer Betrieb genommen</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>{age} ago</source>
        <translation>vor {age}</translation>
    </message>
    <message>
        <source>{here} of {wanted} that the queue names</source>
        <translation>{here} von {wanted}, die die Liste nennt</translation>
    </message>
</context>
<context>
    <name>ReadinessScreen</name>
    <message>
        <source>Back to the queue</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Begin a drill</source>
        <translation>Übung beginnen</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>End the drill</source>
        <translation>Übung beenden</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>Bereitschaft</translation>
    </message>
    <message>
        <source>What you may decide</source>
        <translation>Was Sie entscheiden dürfen</translation>
    </message>
</context>
<context>
    <name>ReadsTaken</name>
    <message>
        <source>Cancelled: another barcode was read. Nothing was recorded.</source>
        <translation>Abgebrochen: Ein anderer Strichcode wurde gelesen. Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Cancelled: another parcel of it was read. Nothing was recorded.</source>
        <translation>Abgebrochen: Ein anderes Paket dieser Sendung wurde gelesen. Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Cancelled: it cannot be read any more. Nothing was recorded.</source>
        <translation>Abgebrochen: Sie ist nicht mehr lesbar. Es wurde nichts erfasst.</translation>
    </message>
    <message numerus="yes">
        <source>It belongs to %n consignments: choose.</source>
        <translation>
            <numerusform>Er gehört zu %n Sendung: Wählen Sie.</numerusform>
            <numerusform>Er gehört zu %n Sendungen: Wählen Sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>The same barcode again: not acted on.</source>
        <translation>Derselbe Strichcode noch einmal: Es geschieht nichts.</translation>
    </message>
    <message numerus="yes">
        <source>You chose it among %n consignments.</source>
        <translation>
            <numerusform>Aus %n Sendung von Ihnen gewählt.</numerusform>
            <numerusform>Aus %n Sendungen von Ihnen gewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{code} is a parcel&apos;s barcode: what was noted of it as a label is wrong.</source>
        <translation>{code} ist der Strichcode eines Pakets: Was davon als Etikett vermerkt wurde, ist falsch.</translation>
    </message>
</context>
<context>
    <name>RecallBand</name>
    <message>
        <source>Acknowledge</source>
        <translation>Zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>RECALL</source>
        <translation>RÜCKRUF</translation>
    </message>
    <message>
        <source>Reason: {reason}.</source>
        <translation>Grund: {reason}.</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>{number}: stop the parcel, or have it brought back.</source>
        <translation>{number}: Halten Sie das Paket auf, oder lassen Sie es zurückholen.</translation>
    </message>
</context>
<context>
    <name>RefusedStart</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Code for IT: {code}</source>
        <translation>Code für die IT: {code}</translation>
    </message>
    <message>
        <source>The workstation did not start</source>
        <translation>Der Arbeitsplatz ist nicht gestartet</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>A date beyond any range was sent here and left out.</source>
        <translation>Hier wurde ein Datum außerhalb jedes Bereichs gesendet und weggelassen.</translation>
    </message>
    <message>
        <source>A field that this program does not know.</source>
        <translation>Ein Feld, das dieses Programm nicht kennt.</translation>
    </message>
    <message>
        <source>A number beyond any range was sent here and left out.</source>
        <translation>Hier wurde eine Zahl außerhalb jedes Bereichs gesendet und weggelassen.</translation>
    </message>
    <message>
        <source>A part of an act could not be read. It may hold more than is shown.</source>
        <translation>Ein Teil einer Maßnahme war nicht lesbar. Sie kann mehr anhalten, als gezeigt wird.</translation>
    </message>
    <message>
        <source>A party has no address.</source>
        <translation>Ein Beteiligter hat keine Anschrift.</translation>
    </message>
    <message>
        <source>A party has no name.</source>
        <translation>Ein Beteiligter hat keinen Namen.</translation>
    </message>
    <message>
        <source>An act could not be read. It may hold these goods: ask the central service.</source>
        <translation>Eine Maßnahme war nicht lesbar. Sie kann diese Waren anhalten: Fragen Sie den zentralen Dienst.</translation>
    </message>
    <message>
        <source>An address is not complete.</source>
        <translation>Eine Anschrift ist unvollständig.</translation>
    </message>
    <message>
        <source>An entry could not be used and was left out.</source>
        <translation>Ein Eintrag war nicht brauchbar und wurde weggelassen.</translation>
    </message>
    <message>
        <source>For training: this was invented, nobody declared it.</source>
        <translation>Für die Schulung: Dies ist erfunden, niemand hat es angemeldet.</translation>
    </message>
    <message>
        <source>Goods items have the same id: a decision cannot tell them apart.</source>
        <translation>Waren haben dieselbe Kennung: Eine Entscheidung kann sie nicht auseinanderhalten.</translation>
    </message>
    <message>
        <source>It is not known whether duty and tax are paid.</source>
        <translation>Es ist nicht bekannt, ob Zoll und Steuer bezahlt sind.</translation>
    </message>
    <message>
        <source>It is not said in which parcel the goods are.</source>
        <translation>Es ist nicht gesagt, in welchem Packstück die Waren sind.</translation>
    </message>
    <message>
        <source>No goods are declared for this parcel.</source>
        <translation>Für dieses Packstück sind keine Waren angemeldet.</translation>
    </message>
    <message>
        <source>No goods are declared.</source>
        <translation>Es sind keine Waren angemeldet.</translation>
    </message>
    <message>
        <source>No parcel is named.</source>
        <translation>Kein Packstück ist genannt.</translation>
    </message>
    <message>
        <source>Some acts could not be read. The standing shown may be wrong.</source>
        <translation>Einige Maßnahmen waren nicht lesbar. Der gezeigte Stand kann falsch sein.</translation>
    </message>
    <message>
        <source>Something of another kind was sent here and left out.</source>
        <translation>Hier wurde etwas anderer Art gesendet und weggelassen.</translation>
    </message>
    <message>
        <source>Such a number is never a parcel&apos;s own.</source>
        <translation>Eine solche Nummer gehört nie zu einem einzelnen Paket.</translation>
    </message>
    <message>
        <source>Tax is said to be paid by the seller, but no tax number is given.</source>
        <translation>Die Steuer soll der Verkäufer zahlen, aber keine Steuernummer ist angegeben.</translation>
    </message>
    <message>
        <source>The HS code does not have the form of one.</source>
        <translation>Die HS-Nummer hat nicht die Form einer HS-Nummer.</translation>
    </message>
    <message>
        <source>The HS code is missing.</source>
        <translation>Die HS-Nummer fehlt.</translation>
    </message>
    <message>
        <source>The check digit of the number is wrong.</source>
        <translation>Die Prüfziffer der Nummer ist falsch.</translation>
    </message>
    <message>
        <source>The check digit of the tax number does not fit.</source>
        <translation>Die Prüfziffer der Steuernummer stimmt nicht.</translation>
    </message>
    <message>
        <source>The code is not on the list; it is shown as it came.</source>
        <translation>Der Code steht nicht in der Liste; er wird gezeigt, wie er kam.</translation>
    </message>
    <message>
        <source>The consignee is missing.</source>
        <translation>Der Empfänger fehlt.</translation>
    </message>
    <message>
        <source>The consignor is missing.</source>
        <translation>Der Versender fehlt.</translation>
    </message>
    <message>
        <source>The country of origin is missing.</source>
        <translation>Das Ursprungsland fehlt.</translation>
    </message>
    <message>
        <source>The currency is missing.</source>
        <translation>Die Währung fehlt.</translation>
    </message>
    <message>
        <source>The date lies in the future.</source>
        <translation>Das Datum liegt in der Zukunft.</translation>
    </message>
    <message>
        <source>The declaration named here is not in the consignment.</source>
        <translation>Die hier genannte Anmeldung ist nicht in der Sendung.</translation>
    </message>
    <message>
        <source>The description is too short to say what the goods are.</source>
        <translation>Die Beschreibung ist zu kurz, um zu sagen, was die Waren sind.</translation>
    </message>
    <message>
        <source>The description is too vague to say what the goods are.</source>
        <translation>Die Beschreibung ist zu ungenau, um zu sagen, was die Waren sind.</translation>
    </message>
    <message>
        <source>The document is not in the agreed character set; some letters may be wrong.</source>
        <translation>Das Dokument ist nicht im vereinbarten Zeichensatz; einige Buchstaben können falsch sein.</translation>
    </message>
    <message>
        <source>The goods are not described.</source>
        <translation>Die Waren sind nicht beschrieben.</translation>
    </message>
    <message>
        <source>The goods weigh more than the parcels they are in.</source>
        <translation>Die Waren wiegen mehr als die Packstücke, in denen sie sind.</translation>
    </message>
    <message>
        <source>The lane is not one that this program knows.</source>
        <translation>Der Kanal ist keiner, den dieses Programm kennt.</translation>
    </message>
    <message>
        <source>The list is far too long and was cut.</source>
        <translation>Die Liste ist viel zu lang und wurde gekürzt.</translation>
    </message>
    <message>
        <source>The mass is missing.</source>
        <translation>Die Masse fehlt.</translation>
    </message>
    <message>
        <source>The mass is not above zero.</source>
        <translation>Die Masse ist nicht größer als null.</translation>
    </message>
    <message>
        <source>The mass is unusual for goods of this kind.</source>
        <translation>Die Masse ist für Waren dieser Art ungewöhnlich.</translation>
    </message>
    <message>
        <source>The net mass is more than the gross mass.</source>
        <translation>Die Eigenmasse ist größer als die Rohmasse.</translation>
    </message>
    <message>
        <source>The number does not have the form of its kind.</source>
        <translation>Die Nummer hat nicht die Form ihrer Art.</translation>
    </message>
    <message>
        <source>The parcel has no barcode.</source>
        <translation>Das Packstück hat keinen Strichcode.</translation>
    </message>
    <message>
        <source>The parcel named here is not in the consignment.</source>
        <translation>Das hier genannte Packstück ist nicht in der Sendung.</translation>
    </message>
    <message>
        <source>The parcels weigh far more than the goods declared in them.</source>
        <translation>Die Packstücke wiegen weit mehr als die darin angemeldeten Waren.</translation>
    </message>
    <message>
        <source>The quantity is missing.</source>
        <translation>Die Menge fehlt.</translation>
    </message>
    <message>
        <source>The quantity is not above zero.</source>
        <translation>Die Menge ist nicht größer als null.</translation>
    </message>
    <message>
        <source>The risk engine gave no lane.</source>
        <translation>Die Risikobewertung hat keinen Kanal genannt.</translation>
    </message>
    <message>
        <source>The tax number does not have the form of one.</source>
        <translation>Die Steuernummer hat nicht die Form einer Steuernummer.</translation>
    </message>
    <message>
        <source>The tax number names no member state.</source>
        <translation>Die Steuernummer nennt keinen Mitgliedstaat.</translation>
    </message>
    <message>
        <source>The text holds hidden characters; they are shown as codes.</source>
        <translation>Der Text enthält verborgene Zeichen; sie werden als Codes gezeigt.</translation>
    </message>
    <message>
        <source>The text is far too long and was cut.</source>
        <translation>Der Text ist viel zu lang und wurde gekürzt.</translation>
    </message>
    <message>
        <source>The time names no time zone; it was taken as UTC.</source>
        <translation>Die Zeit nennt keine Zeitzone; sie wurde als UTC verstanden.</translation>
    </message>
    <message>
        <source>The value is a round figure.</source>
        <translation>Der Wert ist eine runde Zahl.</translation>
    </message>
    <message>
        <source>The value is below zero.</source>
        <translation>Der Wert ist kleiner als null.</translation>
    </message>
    <message>
        <source>The value is missing.</source>
        <translation>Der Wert fehlt.</translation>
    </message>
    <message>
        <source>The value is unusual for goods of this kind.</source>
        <translation>Der Wert ist für Waren dieser Art ungewöhnlich.</translation>
    </message>
    <message>
        <source>The value is zero.</source>
        <translation>Der Wert ist null.</translation>
    </message>
    <message>
        <source>The value lies just below a threshold.</source>
        <translation>Der Wert liegt knapp unter einer Schwelle.</translation>
    </message>
    <message>
        <source>The values are in several currencies.</source>
        <translation>Die Werte sind in mehreren Währungen angegeben.</translation>
    </message>
    <message>
        <source>The values of the goods do not add up to the value declared.</source>
        <translation>Die Werte der Waren ergeben nicht den angemeldeten Gesamtwert.</translation>
    </message>
    <message>
        <source>There are more remarks than are kept.</source>
        <translation>Es gibt mehr Hinweise, als aufbewahrt werden.</translation>
    </message>
    <message>
        <source>There is no country with this code.</source>
        <translation>Es gibt kein Land mit diesem Code.</translation>
    </message>
    <message>
        <source>There is no currency with this code.</source>
        <translation>Es gibt keine Währung mit diesem Code.</translation>
    </message>
    <message>
        <source>There is no declaration for this consignment.</source>
        <translation>Für diese Sendung gibt es keine Anmeldung.</translation>
    </message>
    <message>
        <source>There is no such chapter in the Harmonized System.</source>
        <translation>Dieses Kapitel gibt es im Harmonisierten System nicht.</translation>
    </message>
    <message>
        <source>There is nothing that it could be found by.</source>
        <translation>Es gibt nichts, woran sie gefunden werden könnte.</translation>
    </message>
    <message>
        <source>Two parcels have the same id.</source>
        <translation>Zwei Packstücke haben dieselbe Kennung.</translation>
    </message>
    <message>
        <source>“{value}”</source>
        <translation>„{value}“</translation>
    </message>
</context>
<context>
    <name>ScanImage</name>
    <message>
        <source>Declaration and decision work without it.</source>
        <translation>Anmeldung und Entscheidung gehen auch ohne.</translation>
    </message>
    <message>
        <source>Declaration and decision work without it. Tell IT if it stays so.</source>
        <translation>Anmeldung und Entscheidung gehen auch ohne. Informieren Sie die IT, wenn es so bleibt.</translation>
    </message>
    <message>
        <source>Earlier image of another consignment</source>
        <translation>Früheres Bild einer anderen Sendung</translation>
    </message>
    <message>
        <source>Images at this bench of the same consignor, consignee or HS heading were looked for.</source>
        <translation>Gesucht wurde unter den Bildern an diesem Arbeitsplatz nach demselben Versender, demselben Empfänger oder derselben HS-Position.</translation>
    </message>
    <message>
        <source>Images that are fetched before it: {count}.</source>
        <translation>Bilder, die vor ihm geholt werden: {count}.</translation>
    </message>
    <message>
        <source>It appears here by itself.</source>
        <translation>Es erscheint hier von selbst.</translation>
    </message>
    <message>
        <source>It is being fetched.</source>
        <translation>Es wird gerade geholt.</translation>
    </message>
    <message>
        <source>It is the next to be fetched.</source>
        <translation>Es wird als Nächstes geholt.</translation>
    </message>
    <message>
        <source>The central service does not have this image.</source>
        <translation>Der zentrale Dienst hat dieses Bild nicht.</translation>
    </message>
    <message>
        <source>The consignments come first. It appears here by itself after them.</source>
        <translation>Zuerst kommen die Sendungen. Danach erscheint es hier von selbst.</translation>
    </message>
    <message>
        <source>The file is not an image that can be read here.</source>
        <translation>Die Datei ist kein Bild, das hier gelesen werden kann.</translation>
    </message>
    <message>
        <source>The image claims to be larger than any that can be shown.</source>
        <translation>Das Bild gibt sich größer aus als jedes, das gezeigt werden kann.</translation>
    </message>
    <message>
        <source>The image could not be shown.</source>
        <translation>Das Bild konnte nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The image file is empty.</source>
        <translation>Die Bilddatei ist leer.</translation>
    </message>
    <message>
        <source>The image has not come yet.</source>
        <translation>Das Bild ist noch nicht da.</translation>
    </message>
    <message>
        <source>The image is cut off: a part of it is missing.</source>
        <translation>Das Bild ist abgeschnitten: Ein Teil fehlt.</translation>
    </message>
    <message>
        <source>The image is damaged and cannot be shown.</source>
        <translation>Das Bild ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The image is larger than this bench may keep.</source>
        <translation>Das Bild ist größer, als dieser Arbeitsplatz aufbewahren darf.</translation>
    </message>
    <message>
        <source>The installed decoder of this kind of image failed; tell IT.</source>
        <translation>Der installierte Decoder für diese Art Bild hat versagt; sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>The line to the central service is down. It appears here when the line is back.</source>
        <translation>Die Verbindung zum zentralen Dienst ist unterbrochen. Es erscheint hier, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>There is no earlier image to compare with.</source>
        <translation>Es gibt kein früheres Bild zum Vergleichen.</translation>
    </message>
    <message>
        <source>This is not the image that was announced: its checksum differs.</source>
        <translation>Dies ist nicht das angekündigte Bild: Seine Prüfsumme weicht ab.</translation>
    </message>
    <message>
        <source>This is the report of an algorithm about another image; no image is in it.</source>
        <translation>Das ist der Bericht eines Algorithmus über ein anderes Bild; es ist kein Bild darin.</translation>
    </message>
    <message>
        <source>This kind of image cannot be read here.</source>
        <translation>Diese Art von Bild kann hier nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This kind of image needs the decoder of the machine&apos;s maker; IT can install it.</source>
        <translation>Diese Art Bild braucht den Decoder des Geräteherstellers; die IT kann ihn installieren.</translation>
    </message>
    <message>
        <source>What the central service sent is not the image that was announced.</source>
        <translation>Was der zentrale Dienst gesendet hat, ist nicht das angekündigte Bild.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>behind metal</source>
        <translation>hinter Metall</translation>
    </message>
    <message>
        <source>brightened</source>
        <translation>aufgehellt</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dicht</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>Kanten</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>von oben</translation>
    </message>
    <message>
        <source>from the side</source>
        <translation>von der Seite</translation>
    </message>
    <message>
        <source>high penetration</source>
        <translation>hohe Durchdringung</translation>
    </message>
    <message>
        <source>metal only</source>
        <translation>nur Metall</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>organic only</source>
        <translation>nur Organik</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>same HS heading</source>
        <translation>gleiche HS-Position</translation>
    </message>
    <message>
        <source>same consignee</source>
        <translation>gleicher Empfänger</translation>
    </message>
    <message>
        <source>same consignor</source>
        <translation>gleicher Versender</translation>
    </message>
    <message>
        <source>thin and light</source>
        <translation>dünn und leicht</translation>
    </message>
    <message>
        <source>view {place} of {count}</source>
        <translation>Ansicht {place} von {count}</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} von {count}</translation>
    </message>
    <message>
        <source>{place} That takes some {time}.</source>
        <translation>{place} Das dauert etwa {time}.</translation>
    </message>
    <message>
        <source>{view} · parcel {parcel}</source>
        <translation>{view} · Packstück {parcel}</translation>
    </message>
</context>
<context>
    <name>ScanImageScreen</name>
    <message>
        <source>No scan image was made of this consignment.</source>
        <translation>Von dieser Sendung wurde kein Röntgenbild gemacht.</translation>
    </message>
    <message>
        <source>Read a barcode, or choose a consignment from the queue.</source>
        <translation>Lesen Sie einen Strichcode, oder wählen Sie eine Sendung aus der Liste.</translation>
    </message>
    <message>
        <source>The image is being read …</source>
        <translation>Das Bild wird gelesen …</translation>
    </message>
    <message>
        <source>scan image</source>
        <translation>Röntgenbild</translation>
    </message>
</context>
<context>
    <name>ScopeModel</name>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
</context>
<context>
    <name>ScopeTable</name>
    <message>
        <source>goods that the decision is about</source>
        <translation>Waren, um die es in der Entscheidung geht</translation>
    </message>
</context>
<context>
    <name>SerialReading</name>
    <message>
        <source>Another program has the serial reader.</source>
        <translation>Ein anderes Programm benutzt das serielle Lesegerät.</translation>
    </message>
    <message numerus="yes">
        <source>Barcodes that came faster than they could be taken: %n.</source>
        <translation>
            <numerusform>Strichcodes, die schneller kamen, als sie angenommen werden konnten: %n.</numerusform>
            <numerusform>Strichcodes, die schneller kamen, als sie angenommen werden konnten: %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>No serial reader is plugged in.</source>
        <translation>Es ist kein serielles Lesegerät angeschlossen.</translation>
    </message>
    <message>
        <source>Read those parcels again.</source>
        <translation>Lesen Sie diese Pakete noch einmal.</translation>
    </message>
    <message>
        <source>Read with another reader, or type the number.</source>
        <translation>Lesen Sie mit einem anderen Lesegerät oder tippen Sie die Nummer.</translation>
    </message>
    <message>
        <source>The serial reader cannot be used: call IT.</source>
        <translation>Das serielle Lesegerät lässt sich nicht benutzen: Rufen Sie die IT.</translation>
    </message>
    <message>
        <source>The serial reader is not plugged in.</source>
        <translation>Das serielle Lesegerät ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The serial reader reads again.</source>
        <translation>Das serielle Lesegerät liest wieder.</translation>
    </message>
    <message>
        <source>The serial reader was unplugged.</source>
        <translation>Das serielle Lesegerät wurde abgezogen.</translation>
    </message>
    <message>
        <source>This account may not use the serial reader: call IT.</source>
        <translation>Dieses Konto darf das serielle Lesegerät nicht benutzen: Rufen Sie die IT.</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <translation>
            <numerusform>%n bestätigt</numerusform>
            <numerusform>%n bestätigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decided</source>
        <translation>
            <numerusform>%n entschieden</numerusform>
            <numerusform>%n entschieden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in need of a person</source>
        <translation>
            <numerusform>%n zu beachten</numerusform>
            <numerusform>%n zu beachten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n noted</source>
        <translation>
            <numerusform>%n vermerkt</numerusform>
            <numerusform>%n vermerkt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parcels seen</source>
        <translation>
            <numerusform>%n Paket gesehen</numerusform>
            <numerusform>%n Pakete gesehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n abgelehnt</numerusform>
            <numerusform>%n abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Bench</source>
        <translation>Arbeitsplatz</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Decisions of</source>
        <translation>Entscheidungen von</translation>
    </message>
    <message>
        <source>End-of-shift sheet</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Insgesamt</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>The receipt is the number that the central service gave.</source>
        <translation>Der Beleg ist die Nummer, die der zentrale Dienst vergeben hat.</translation>
    </message>
    <message>
        <source>There was more: the oldest decisions of this time are not on the sheet.</source>
        <translation>Es gab mehr: Die ältesten Entscheidungen dieser Zeit fehlen im Bericht.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Why some wait</source>
        <translation>Warum manche warten</translation>
    </message>
    <message>
        <source>a hold stands</source>
        <translation>ein Anhalten gilt</translation>
    </message>
    <message>
        <source>a seizure stands</source>
        <translation>eine Sicherstellung gilt</translation>
    </message>
    <message>
        <source>acknowledged, receipt {number}</source>
        <translation>bestätigt, Beleg {number}</translation>
    </message>
    <message>
        <source>both noted</source>
        <translation>zur Kenntnis genommen</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>seither geändert</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>everybody at this bench</source>
        <translation>alle an diesem Arbeitsplatz</translation>
    </message>
    <message>
        <source>number not known here ({id})</source>
        <translation>Nummer hier nicht bekannt ({id})</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>refused: {words}</source>
        <translation>abgelehnt: {words}</translation>
    </message>
    <message>
        <source>waiting since {time}</source>
        <translation>wartet seit {time}</translation>
    </message>
    <message>
        <source>{act}, with {second} (unproven)</source>
        <translation>{act}, mit {second} (nicht nachgewiesen)</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} von {pages}</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} bis {until}</translation>
    </message>
</context>
<context>
    <name>ShiftScreen</name>
    <message>
        <source>12 hours</source>
        <translation>12 Stunden</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Being written …</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>End-of-shift sheet</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>From a day on</source>
        <translation>Ab einem Tag</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Since I began</source>
        <translation>Seit Beginn</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Where the PDF is written</source>
        <translation>Wohin das PDF geschrieben wird</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
</context>
<context>
    <name>ShortcutOverview</name>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>A parcel that nobody declared</source>
        <translation>Paket, das niemand angemeldet hat</translation>
    </message>
    <message>
        <source>Accept, clear a detection</source>
        <translation>Erkennung bestätigen, verwerfen</translation>
    </message>
    <message>
        <source>Acknowledge a conflict</source>
        <translation>Konflikt zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>Acknowledge a recall</source>
        <translation>Rückruf zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Annul a release not yet sent</source>
        <translation>Nicht gesendete Freigabe zurücknehmen</translation>
    </message>
    <message>
        <source>Annul what was sent</source>
        <translation>Gesendetes zurücknehmen</translation>
    </message>
    <message>
        <source>Automatic window</source>
        <translation>Automatisches Fenster</translation>
    </message>
    <message>
        <source>Blue lane on or off</source>
        <translation>Blauer Kanal ein oder aus</translation>
    </message>
    <message>
        <source>Box, ellipse, polygon, arrow, text</source>
        <translation>Rechteck, Ellipse, Vieleck, Pfeil, Text</translation>
    </message>
    <message>
        <source>Choose categories</source>
        <translation>Kategorien wählen</translation>
    </message>
    <message>
        <source>Choose offices</source>
        <translation>Zollstellen wählen</translation>
    </message>
    <message>
        <source>Choose the order</source>
        <translation>Reihenfolge wählen</translation>
    </message>
    <message>
        <source>Compare with earlier images, or no more</source>
        <translation>Mit früheren Bildern vergleichen oder nicht mehr</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Detections on or off</source>
        <translation>Erkennungen ein oder aus</translation>
    </message>
    <message>
        <source>End-of-shift sheet</source>
        <translation>Schichtbericht</translation>
    </message>
    <message>
        <source>Go to the declaration</source>
        <translation>Zur Anmeldung</translation>
    </message>
    <message>
        <source>Go to the queue</source>
        <translation>Zur Liste</translation>
    </message>
    <message>
        <source>Go to the scan image</source>
        <translation>Zum Röntgenbild</translation>
    </message>
    <message>
        <source>Green lane on or off</source>
        <translation>Grüner Kanal ein oder aus</translation>
    </message>
    <message>
        <source>Grey or colour</source>
        <translation>Grau oder farbig</translation>
    </message>
    <message>
        <source>Held on or off</source>
        <translation>Angehaltene ein oder aus</translation>
    </message>
    <message>
        <source>Hide marks; the list of marks</source>
        <translation>Markierungen verbergen; ihre Liste</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>How long you can work alone</source>
        <translation>Wie lange Sie allein arbeiten können</translation>
    </message>
    <message>
        <source>Hunt for this one</source>
        <translation>Dieses suchen</translation>
    </message>
    <message>
        <source>Hunt for what the queue shows</source>
        <translation>Suchen, was die Liste zeigt</translation>
    </message>
    <message>
        <source>Image in its own window</source>
        <translation>Bild in eigenem Fenster</translation>
    </message>
    <message>
        <source>Larger, smaller</source>
        <translation>Größer, kleiner</translation>
    </message>
    <message>
        <source>Lift a hold</source>
        <translation>Anhalten aufheben</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Link it, or take a link back</source>
        <translation>Verknüpfen oder eine Verknüpfung zurücknehmen</translation>
    </message>
    <message>
        <source>Marks on the image</source>
        <translation>Markierungen im Bild</translation>
    </message>
    <message>
        <source>Measure a length, a region</source>
        <translation>Länge, Fläche messen</translation>
    </message>
    <message>
        <source>Message seen</source>
        <translation>Meldung gesehen</translation>
    </message>
    <message>
        <source>Move it; with Shift: size</source>
        <translation>Verschieben; mit Umschalt: Größe</translation>
    </message>
    <message>
        <source>Move; with Shift: window and level</source>
        <translation>Verschieben; mit Umschalt: Fenster und Lage</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativ</translation>
    </message>
    <message>
        <source>Not declared on or off</source>
        <translation>Nicht angemeldet ein oder aus</translation>
    </message>
    <message>
        <source>Not presented on or off</source>
        <translation>Nicht gestellt ein oder aus</translation>
    </message>
    <message>
        <source>One to one</source>
        <translation>Eins zu eins</translation>
    </message>
    <message>
        <source>Open the next consignment</source>
        <translation>Nächste Sendung öffnen</translation>
    </message>
    <message>
        <source>Open the one before</source>
        <translation>Vorige Sendung öffnen</translation>
    </message>
    <message>
        <source>Open the recalled parcel</source>
        <translation>Zurückgerufenes Paket öffnen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Reader and parcels</source>
        <translation>Leser und Pakete</translation>
    </message>
    <message>
        <source>Reader check</source>
        <translation>Prüfung des Lesegeräts</translation>
    </message>
    <message>
        <source>Red lane on or off</source>
        <translation>Roter Kanal ein oder aus</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Released on or off</source>
        <translation>Freigegebene ein oder aus</translation>
    </message>
    <message>
        <source>Remove a mark</source>
        <translation>Markierung entfernen</translation>
    </message>
    <message>
        <source>Scan image</source>
        <translation>Röntgenbild</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Seize</source>
        <translation>Sicherstellen</translation>
    </message>
    <message>
        <source>Seized on or off</source>
        <translation>Sichergestellte ein oder aus</translation>
    </message>
    <message>
        <source>Send for opening (image desk)</source>
        <translation>Zum Öffnen schicken (Bildauswertung)</translation>
    </message>
    <message>
        <source>Set it; then link it to goods</source>
        <translation>Setzen; dann einer Ware zuordnen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Take back; with Shift: make again</source>
        <translation>Zurück; mit Umschalt: wieder vor</translation>
    </message>
    <message>
        <source>The next mark or detection</source>
        <translation>Nächste Markierung oder Erkennung</translation>
    </message>
    <message>
        <source>The next recall</source>
        <translation>Der nächste Rückruf</translation>
    </message>
    <message>
        <source>The whole image</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>There: drill on or off</source>
        <translation>Dort: Übung ein oder aus</translation>
    </message>
    <message>
        <source>There: no photograph</source>
        <translation>Dort: kein Foto</translation>
    </message>
    <message>
        <source>There: paste a photograph</source>
        <translation>Dort: Foto einfügen</translation>
    </message>
    <message>
        <source>There: photograph from a file</source>
        <translation>Dort: Foto aus einer Datei</translation>
    </message>
    <message>
        <source>There: save the profile</source>
        <translation>Dort: Profil speichern</translation>
    </message>
    <message>
        <source>There: sheet as PDF</source>
        <translation>Dort: Blatt als PDF</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>Try the line now</source>
        <translation>Leitung jetzt versuchen</translation>
    </message>
    <message>
        <source>Type a number</source>
        <translation>Nummer tippen</translation>
    </message>
    <message>
        <source>Undecided on or off</source>
        <translation>Unentschiedene ein oder aus</translation>
    </message>
    <message>
        <source>Views move and grow together, or not</source>
        <translation>Ansichten gemeinsam bewegen und vergrößern, oder nicht</translation>
    </message>
    <message>
        <source>Views side by side or each alone</source>
        <translation>Ansichten nebeneinander oder einzeln</translation>
    </message>
    <message>
        <source>What was recorded and delivered</source>
        <translation>Erfasstes und Übermitteltes</translation>
    </message>
    <message>
        <source>While comparing: the earlier image before, after</source>
        <translation>Beim Vergleichen: das vorige, das nächste frühere Bild</translation>
    </message>
    <message>
        <source>While held: brighter</source>
        <translation>Gehalten: heller</translation>
    </message>
    <message>
        <source>While held: edges</source>
        <translation>Gehalten: Kanten</translation>
    </message>
    <message>
        <source>While held: high penetration</source>
        <translation>Gehalten: hohe Durchdringung</translation>
    </message>
    <message>
        <source>While held: magnifier</source>
        <translation>Gehalten: Lupe</translation>
    </message>
    <message>
        <source>While held: metal only</source>
        <translation>Gehalten: nur Metall</translation>
    </message>
    <message>
        <source>While held: organic only</source>
        <translation>Gehalten: nur Organik</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Windows, from everything to behind metal</source>
        <translation>Fenster, von allem bis hinter Metall</translation>
    </message>
    <message>
        <source>Yellow lane on or off</source>
        <translation>Gelber Kanal ein oder aus</translation>
    </message>
</context>
<context>
    <name>StandingBadge</name>
    <message>
        <source>{act} waiting</source>
        <translation>{act} wartet</translation>
    </message>
</context>
<context>
    <name>StartCheck</name>
    <message>
        <source>Agree on who works at this bench.</source>
        <translation>Klären Sie, wer an diesem Arbeitsplatz arbeitet.</translation>
    </message>
    <message>
        <source>All others are there. What the central service acknowledged is fetched from it.</source>
        <translation>Alle anderen sind da. Was der zentrale Dienst bestätigt hat, wird von dort geholt.</translation>
    </message>
    <message>
        <source>Call IT now. Do not delete anything.</source>
        <translation>Rufen Sie jetzt die IT. Löschen Sie nichts.</translation>
    </message>
    <message>
        <source>Entries are missing in this bench&apos;s ledger: {numbers}.</source>
        <translation>Im Journal dieses Arbeitsplatzes fehlen Einträge: {numbers}.</translation>
    </message>
    <message>
        <source>Every decision is there; the damaged file was set aside.</source>
        <translation>Alle Entscheidungen sind da; die beschädigte Datei wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>Every decision that is in the ledger is still there.</source>
        <translation>Jede Entscheidung, die im Journal steht, ist noch da.</translation>
    </message>
    <message>
        <source>It is left as it is; what you record now is added.</source>
        <translation>Es bleibt, wie es ist; was Sie jetzt erfassen, kommt hinzu.</translation>
    </message>
    <message>
        <source>It was set aside and is fetched again; decisions are not touched.</source>
        <translation>Es wurde beiseitegelegt und wird neu abgerufen; Entscheidungen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Look again at what was decided here lately, and call IT.</source>
        <translation>Sehen Sie nach, was hier zuletzt entschieden wurde, und rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Look again at what was decided then, and call IT.</source>
        <translation>Sehen Sie nach, was damals entschieden wurde, und rufen Sie die IT.</translation>
    </message>
    <message>
        <source>Tell IT: they can see whether the newest ones are missing.</source>
        <translation>Informieren Sie die IT: Sie kann sehen, ob die neuesten fehlen.</translation>
    </message>
    <message>
        <source>The account {account} of this machine runs the program, too.</source>
        <translation>Auch im Konto {account} dieses Rechners läuft das Programm.</translation>
    </message>
    <message>
        <source>The last one before them was recorded {when}.</source>
        <translation>Der letzte davor wurde erfasst: {when}.</translation>
    </message>
    <message>
        <source>The ledger of this bench is not as it was written.</source>
        <translation>Das Journal dieses Arbeitsplatzes ist nicht so, wie es geschrieben wurde.</translation>
    </message>
    <message>
        <source>The seal on this bench&apos;s ledger was missing; a new one was made.</source>
        <translation>Das Siegel am Journal dieses Arbeitsplatzes fehlte; ein neues wurde angelegt.</translation>
    </message>
    <message>
        <source>This bench&apos;s ledger was damaged, and was recovered whole.</source>
        <translation>Das Journal dieses Arbeitsplatzes war beschädigt und wurde vollständig wiederhergestellt.</translation>
    </message>
    <message>
        <source>This bench&apos;s ledger was destroyed; a new one was begun.</source>
        <translation>Das Journal dieses Arbeitsplatzes war zerstört; ein neues wurde begonnen.</translation>
    </message>
    <message>
        <source>What could be read of the old one is kept, and what waited is sent.</source>
        <translation>Was vom alten lesbar war, ist aufbewahrt, und was noch wartete, wird gesendet.</translation>
    </message>
    <message>
        <source>What this bench had of the central service could not be read.</source>
        <translation>Was dieser Arbeitsplatz vom zentralen Dienst hatte, war nicht lesbar.</translation>
    </message>
    <message>
        <source>You can go on. Tell IT today: the disk may be failing.</source>
        <translation>Sie können weiterarbeiten. Sagen Sie es heute der IT: Der Datenträger ist vielleicht defekt.</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>It has been lifted or annulled since. Both decisions are kept.</source>
        <translation>Es wurde inzwischen aufgehoben oder zurückgenommen. Beide Entscheidungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>The hold stands. Both decisions are kept.</source>
        <translation>Das Anhalten gilt. Beide Entscheidungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>The seizure stands. Both decisions are kept.</source>
        <translation>Die Sicherstellung gilt. Beide Entscheidungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>While this bench was alone, {story}.</source>
        <translation>Während dieser Arbeitsplatz allein war: {story}.</translation>
    </message>
    <message>
        <source>While you were away, {story}.</source>
        <translation>Während Sie nicht erreichbar waren: {story}.</translation>
    </message>
    <message>
        <source>at {time}</source>
        <translation>um {time}</translation>
    </message>
    <message>
        <source>it was released here {when}</source>
        <translation>es wurde hier {when} freigegeben</translation>
    </message>
    <message>
        <source>it was released {when} at bench {bench} without knowing of that</source>
        <translation>es wurde {when} an Arbeitsplatz {bench} freigegeben, ohne davon zu wissen</translation>
    </message>
    <message>
        <source>it was released {when} elsewhere without knowing of that</source>
        <translation>es wurde {when} anderswo freigegeben, ohne davon zu wissen</translation>
    </message>
    <message>
        <source>on {time}</source>
        <translation>am {time}</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>the parcel was last read at bench {bench} {when}</source>
        <translation>das Paket wurde zuletzt an Arbeitsplatz {bench} {when} gelesen</translation>
    </message>
    <message>
        <source>you held it {when}</source>
        <translation>Sie haben es {when} angehalten</translation>
    </message>
    <message>
        <source>you released it {when}</source>
        <translation>Sie haben es {when} freigegeben</translation>
    </message>
    <message>
        <source>you seized it {when}</source>
        <translation>Sie haben es {when} sichergestellt</translation>
    </message>
    <message>
        <source>{who} held it {when}</source>
        <translation>{who} hat es {when} angehalten</translation>
    </message>
    <message>
        <source>{who} held it {when} for: {owner}</source>
        <translation>{who} hat es {when} angehalten für: {owner}</translation>
    </message>
    <message>
        <source>{who} released it here {when}</source>
        <translation>{who} hat es hier {when} freigegeben</translation>
    </message>
    <message>
        <source>{who} seized it {when}</source>
        <translation>{who} hat es {when} sichergestellt</translation>
    </message>
    <message>
        <source>{who}: {act} {when}</source>
        <translation>{who}: {act} {when}</translation>
    </message>
</context>
<context>
    <name>TakeBackScreen</name>
    <message>
        <source>Leave it linked</source>
        <translation>Verknüpft lassen</translation>
    </message>
    <message>
        <source>Parcels that were linked to it</source>
        <translation>Pakete, die damit verknüpft wurden</translation>
    </message>
    <message>
        <source>Say in words why the link is wrong.</source>
        <translation>Sagen Sie in Worten, warum die Verknüpfung falsch ist.</translation>
    </message>
    <message>
        <source>Take a link back</source>
        <translation>Eine Verknüpfung zurücknehmen</translation>
    </message>
    <message>
        <source>Take back a link to {number}</source>
        <translation>Eine Verknüpfung mit {number} zurücknehmen</translation>
    </message>
    <message>
        <source>Take the link back</source>
        <translation>Verknüpfung zurücknehmen</translation>
    </message>
    <message>
        <source>The two are not linked again by themselves. An officer can link the parcel to this or to another declaration at any time.</source>
        <translation>Die beiden werden nicht wieder von selbst verknüpft. Jederzeit kann jemand das Paket mit dieser oder einer anderen Anmeldung verknüpfen.</translation>
    </message>
    <message>
        <source>What was recorded on the parcel counts for the parcel alone again. It is shown as not declared, with all that was decided on it.</source>
        <translation>Was zum Paket aufgezeichnet wurde, gilt wieder für das Paket allein. Es wird als nicht angemeldet gezeigt, mit allem, was darüber entschieden wurde.</translation>
    </message>
    <message>
        <source>What was recorded on this declaration stays with it: a hold or a seizure of what was found in the parcel, too. Nothing is deleted.</source>
        <translation>Was zu dieser Anmeldung aufgezeichnet wurde, bleibt bei ihr: auch ein Anhalten oder eine Sicherstellung dessen, was im Paket gefunden wurde. Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Why the link is wrong</source>
        <translation>Warum die Verknüpfung falsch ist</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>automatic window</source>
        <translation>automatisches Fenster</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>vergleichen</translation>
    </message>
    <message>
        <source>detach</source>
        <translation>lösen</translation>
    </message>
    <message>
        <source>detections</source>
        <translation>Erkennungen</translation>
    </message>
    <message>
        <source>for as long as it is pressed</source>
        <translation>solange gedrückt</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>größer</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>gekoppelt</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>kleiner</translation>
    </message>
    <message>
        <source>views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>window 1: everything</source>
        <translation>Fenster 1: alles</translation>
    </message>
    <message>
        <source>window 2: thin and light</source>
        <translation>Fenster 2: dünn und leicht</translation>
    </message>
    <message>
        <source>window 3: middle</source>
        <translation>Fenster 3: mittel</translation>
    </message>
    <message>
        <source>window 4: dense</source>
        <translation>Fenster 4: dicht</translation>
    </message>
    <message>
        <source>window 5: behind metal</source>
        <translation>Fenster 5: hinter Metall</translation>
    </message>
</context>
<context>
    <name>TopStrip</name>
    <message>
        <source>Read a barcode</source>
        <translation>Strichcode lesen</translation>
    </message>
    <message>
        <source>Several match: choose one</source>
        <translation>Mehrere passen: wählen Sie eine</translation>
    </message>
    <message>
        <source>TRAINING</source>
        <translation>SCHULUNG</translation>
    </message>
    <message>
        <source>consignment {number}</source>
        <translation>Sendung {number}</translation>
    </message>
    <message>
        <source>goods may leave</source>
        <translation>Ware darf weg</translation>
    </message>
    <message>
        <source>goods stay until acknowledged</source>
        <translation>Ware bleibt bis zur Bestätigung</translation>
    </message>
    <message>
        <source>goods stay: it can be annulled</source>
        <translation>Ware bleibt: noch zurücknehmbar</translation>
    </message>
    <message>
        <source>hold {owner} {age}</source>
        <translation>Anhalten {owner} {age}</translation>
    </message>
    <message numerus="yes">
        <source>holds in force: %n</source>
        <translation>
            <numerusform>wirksames Anhalten: %n</numerusform>
            <numerusform>wirksames Anhalten: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>score {score}</source>
        <translation>Risiko {score}</translation>
    </message>
    <message>
        <source>{officer} · {bench}</source>
        <translation>{officer} · {bench}</translation>
    </message>
</context>
<context>
    <name>TrainingImages</name>
    <message>
        <source>Lately you found {found} of {all}; nobody else is told.</source>
        <translation>Zuletzt fanden Sie {found} von {all}; sonst erfährt es niemand.</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>Press the key again to see the parcel&apos;s own image.</source>
        <translation>Noch einmal die Taste zeigt das eigene Bild des Pakets.</translation>
    </message>
    <message>
        <source>This is the parcel&apos;s own image. Decide on it.</source>
        <translation>Das ist das eigene Bild des Pakets. Entscheiden Sie danach.</translation>
    </message>
    <message>
        <source>This was a training image. In it: {thing}.</source>
        <translation>Das war ein Übungsbild. Darin: {thing}.</translation>
    </message>
    <message>
        <source>This was a training image. Look at the frame: {thing}.</source>
        <translation>Das war ein Übungsbild. Sehen Sie in den Rahmen: {thing}.</translation>
    </message>
    <message>
        <source>Well seen: this was a training image. In it: {thing}.</source>
        <translation>Gut gesehen: Das war ein Übungsbild. Darin: {thing}.</translation>
    </message>
    <message>
        <source>box of ammunition</source>
        <translation>Schachtel Munition</translation>
    </message>
    <message>
        <source>bundle of lithium cells</source>
        <translation>Bündel Lithiumzellen</translation>
    </message>
    <message>
        <source>grenade</source>
        <translation>Granate</translation>
    </message>
    <message>
        <source>knife</source>
        <translation>Messer</translation>
    </message>
    <message>
        <source>pistol</source>
        <translation>Pistole</translation>
    </message>
    <message>
        <source>pressed block of powder</source>
        <translation>gepresster Block Pulver</translation>
    </message>
    <message>
        <source>set of vials</source>
        <translation>Satz Ampullen</translation>
    </message>
</context>
<context>
    <name>TypedNumber</name>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Number of a label that cannot be read</source>
        <translation>Nummer eines Etiketts, das sich nicht lesen lässt</translation>
    </message>
    <message>
        <source>Type a number</source>
        <translation>Nummer tippen</translation>
    </message>
    <message>
        <source>Type no number</source>
        <translation>Keine Nummer tippen</translation>
    </message>
    <message>
        <source>number as printed</source>
        <translation>Nummer wie gedruckt</translation>
    </message>
</context>
<context>
    <name>Undeclared</name>
    <message>
        <source>Another barcode: the parcel before it is being recorded. Read it again.</source>
        <translation>Ein anderer Strichcode: Das Paket davor wird gerade erfasst. Lesen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>Being recorded: read it again.</source>
        <translation>Wird erfasst: Lesen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Given up: nothing was recorded.</source>
        <translation>Aufgegeben: Es wurde nichts erfasst.</translation>
    </message>
    <message>
        <source>It was found there.</source>
        <translation>Dort wurde es gefunden.</translation>
    </message>
    <message>
        <source>Not kept: a label of the administration&apos;s own. Read it when the parcel is open.</source>
        <translation>Nicht behalten: ein Etikett der Verwaltung. Lesen Sie es, wenn das Paket geöffnet ist.</translation>
    </message>
    <message>
        <source>Not kept: no label has so many barcodes.</source>
        <translation>Nicht behalten: Kein Etikett hat so viele Strichcodes.</translation>
    </message>
    <message>
        <source>Not kept: this code is no parcel&apos;s own number.</source>
        <translation>Nicht behalten: Dieser Code ist nicht die eigene Nummer eines Pakets.</translation>
    </message>
    <message>
        <source>Not kept: this is the number of a receptacle or document of others.</source>
        <translation>Nicht behalten: Das ist die Nummer eines fremden Behältnisses oder Papiers.</translation>
    </message>
    <message>
        <source>Not kept: too long for a parcel&apos;s number.</source>
        <translation>Nicht behalten: zu lang für die Nummer eines Pakets.</translation>
    </message>
    <message>
        <source>Noted. Barcodes of this parcel: {number}</source>
        <translation>Vermerkt. Strichcodes dieses Pakets: {number}</translation>
    </message>
    <message>
        <source>Recorded: a provisional consignment. Decide on it as on any other.</source>
        <translation>Erfasst: eine vorläufige Sendung. Entscheiden Sie über sie wie über jede andere.</translation>
    </message>
    <message>
        <source>Recorded: a provisional consignment. Something else was read after its barcodes: read one of them before you decide.</source>
        <translation>Erfasst: eine vorläufige Sendung. Nach ihren Strichcodes wurde etwas anderes gelesen: Lesen Sie einen davon, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>Taken off: {barcode}.</source>
        <translation>Entfernt: {barcode}.</translation>
    </message>
    <message>
        <source>The central service knows one of its barcodes: read it again. Nothing was made.</source>
        <translation>Der zentrale Dienst kennt einen seiner Strichcodes: Lesen Sie ihn noch einmal. Es wurde nichts angelegt.</translation>
    </message>
    <message>
        <source>The check digit does not fit: read it again.</source>
        <translation>Die Prüfziffer passt nicht: Lesen Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>The photograph is still being read: confirm again when it is shown.</source>
        <translation>Das Foto wird noch gelesen: Bestätigen Sie noch einmal, wenn es zu sehen ist.</translation>
    </message>
    <message>
        <source>This barcode is kept already.</source>
        <translation>Dieser Strichcode ist schon vermerkt.</translation>
    </message>
    <message>
        <source>This barcode is known: no provisional consignment was made.</source>
        <translation>Dieser Strichcode ist bekannt: Es wurde keine vorläufige Sendung angelegt.</translation>
    </message>
    <message>
        <source>This parcel is known. Read the barcode of the one that nobody declared.</source>
        <translation>Dieses Paket ist bekannt. Lesen Sie den Strichcode dessen, das niemand angemeldet hat.</translation>
    </message>
    <message>
        <source>{number} (typed in)</source>
        <translation>{number} (eingetippt)</translation>
    </message>
</context>
<context>
    <name>UndeclaredScreen</name>
    <message>
        <source>A parcel that nobody declared</source>
        <translation>Ein Paket, das niemand angemeldet hat</translation>
    </message>
    <message>
        <source>A photograph of the parcel</source>
        <translation>Ein Foto des Pakets</translation>
    </message>
    <message>
        <source>Barcodes of this parcel</source>
        <translation>Strichcodes dieses Pakets</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Make a provisional consignment</source>
        <translation>Vorläufige Sendung anlegen</translation>
    </message>
    <message>
        <source>No photograph</source>
        <translation>Kein Foto</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Read every barcode of its label. It can be held, seized and put away like any other, and is linked when its data come.</source>
        <translation>Lesen Sie jeden Strichcode seines Etiketts. Es kann angehalten, sichergestellt und eingelagert werden wie jedes andere und wird verknüpft, wenn seine Daten kommen.</translation>
    </message>
    <message>
        <source>Read the label of a place, or type it</source>
        <translation>Etikett eines Lagerplatzes lesen oder tippen</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Take this one off</source>
        <translation>Diesen entfernen</translation>
    </message>
    <message>
        <source>There is no photograph on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Foto.</translation>
    </message>
    <message>
        <source>Where it was found</source>
        <translation>Fundort</translation>
    </message>
</context>
<context>
    <name>Understood</name>
    <message>
        <source>Do the reader check ({key}), or tell IT.</source>
        <translation>Machen Sie die Prüfung des Lesegeräts ({key}), oder sagen Sie es der IT.</translation>
    </message>
    <message>
        <source>It was taken for {barcode}.</source>
        <translation>Er wurde als {barcode} verstanden.</translation>
    </message>
    <message>
        <source>The reader and its profile do not agree on the keyboard layout.</source>
        <translation>Lesegerät und Profil sind sich über die Tastaturbelegung nicht einig.</translation>
    </message>
    <message>
        <source>This barcode was read through a {layout} keyboard layout.</source>
        <translation>Dieser Barcode wurde durch eine fremde Tastaturbelegung gelesen ({layout}).</translation>
    </message>
</context>
<context>
    <name>ViewPane</name>
    <message>
        <source>{scale} %</source>
        <translation>{scale} %</translation>
    </message>
</context>
<context>
    <name>WantedList</name>
    <message>
        <source>Parcels looked for</source>
        <translation>Gesuchte Pakete</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>1 correspondence</source>
        <translation>1 Korrespondenz</translation>
    </message>
    <message>
        <source>2 low value, no duty</source>
        <translation>2 geringer Wert, kein Zoll</translation>
    </message>
    <message>
        <source>3 low value, dutiable</source>
        <translation>3 geringer Wert, zollpflichtig</translation>
    </message>
    <message>
        <source>4 high value</source>
        <translation>4 hoher Wert</translation>
    </message>
    <message>
        <source>acknowledgement</source>
        <translation>Kenntnisnahme</translation>
    </message>
    <message>
        <source>annulment</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>drill begun</source>
        <translation>Übung begonnen</translation>
    </message>
    <message>
        <source>drill ended</source>
        <translation>Übung beendet</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>erwartet</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>left</source>
        <translation>abgegangen</translation>
    </message>
    <message>
        <source>lift of a hold</source>
        <translation>Aufhebung</translation>
    </message>
    <message>
        <source>link taken back</source>
        <translation>zurückgenommene Zuordnung</translation>
    </message>
    <message>
        <source>link to a declaration</source>
        <translation>Zuordnung zu einer Anmeldung</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>not declared</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>not presented</source>
        <translation>nicht gestellt</translation>
    </message>
    <message>
        <source>note of an archive</source>
        <translation>Vermerk über ein Archiv</translation>
    </message>
    <message>
        <source>parcel not found</source>
        <translation>Paket nicht gefunden</translation>
    </message>
    <message>
        <source>parcel presented</source>
        <translation>Paket gestellt</translation>
    </message>
    <message>
        <source>parcel put away</source>
        <translation>Paket eingelagert</translation>
    </message>
    <message>
        <source>parcel that nobody declared</source>
        <translation>Paket, das niemand angemeldet hat</translation>
    </message>
    <message>
        <source>presented</source>
        <translation>gestellt</translation>
    </message>
    <message>
        <source>recovery of the ledger</source>
        <translation>Wiederherstellung des Journals</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <source>release</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>released</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>request for opening</source>
        <translation>Bitte um Öffnung</translation>
    </message>
    <message>
        <source>seal or evidence bag</source>
        <translation>Siegel oder Beweismittelbeutel</translation>
    </message>
    <message>
        <source>seized</source>
        <translation>sichergestellt</translation>
    </message>
    <message>
        <source>seizure</source>
        <translation>Sicherstellung</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>unentschieden</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>gelb</translation>
    </message>
</context>
</TS>
