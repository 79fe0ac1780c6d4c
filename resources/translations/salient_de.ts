<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ChartExport</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>the drawing could not begin</source>
        <translation>die Zeichnung konnte nicht begonnen werden</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Scale search: block {}, {}</source>
        <translation>Skalierungssuche: Block {}, {}</translation>
    </message>
    <message>
        <source>Ratio r of the scales</source>
        <translation>Verhältnis r der Skalierung</translation>
    </message>
    <message>
        <source>Output error (MSE)</source>
        <translation>Ausgabefehler (MSE)</translation>
    </message>
    <message>
        <source>scales |x|^r</source>
        <translation>Skalierung |x|^r</translation>
    </message>
    <message>
        <source>scales |x|^r / |w|^(1-r)</source>
        <translation>Skalierung |x|^r / |w|^(1-r)</translation>
    </message>
    <message>
        <source>no scaling</source>
        <translation>ohne Skalierung</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>{} candidates so far; the lowest error is {:.3Lg}.</source>
        <translation>Bisher {} Kandidaten; der kleinste Fehler ist {:.3Lg}.</translation>
    </message>
    <message>
        <source>Ratio {:.2Lf} wins: {:.1Lf} % less error than without scaling.</source>
        <translation>Verhältnis {:.2Lf} gewinnt: {:.1Lf} % weniger Fehler als ohne Skalierung.</translation>
    </message>
    <message>
        <source>No scaling wins: every scale tried made the error larger.</source>
        <translation>Ohne Skalierung ist es am besten: Jede versuchte Skalierung hat den Fehler vergrößert.</translation>
    </message>
    <message>
        <source>Input channels: block {}, {}</source>
        <translation>Eingangskanäle: Block {}, {}</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>Eingangskanal</translation>
    </message>
    <message>
        <source>Mean |x|</source>
        <translation>Mittleres |x|</translation>
    </message>
    <message>
        <source>mean |x|</source>
        <translation>mittleres |x|</translation>
    </message>
    <message>
        <source>largest channels</source>
        <translation>größte Kanäle</translation>
    </message>
    <message>
        <source>Channel {} is largest with mean |x| {:.3Lg}, {:.0Lf} times the median of {:.3Lg}.</source>
        <translation>Kanal {} ist mit mittlerem |x| {:.3Lg} der größte, das {:.0Lf}-Fache des Medians von {:.3Lg}.</translation>
    </message>
    <message>
        <source>Weights of {}</source>
        <translation>Gewichte von {}</translation>
    </message>
    <message>
        <source>Weight value</source>
        <translation>Wert des Gewichts</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>as the file gives them back</source>
        <translation>wie die Datei sie wiedergibt</translation>
    </message>
    <message>
        <source>{} weights between {:.3Lg} and {:.3Lg}, {} bits each.</source>
        <translation>{} Gewichte zwischen {:.3Lg} und {:.3Lg}, je {} Bit.</translation>
    </message>
    <message>
        <source>{} weights, kept in 16 bits.</source>
        <translation>{} Gewichte, in 16 Bit belassen.</translation>
    </message>
    <message>
        <source>Output error per layer</source>
        <translation>Ausgabefehler je Schicht</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Relative output error</source>
        <translation>Rel. Ausgabefehler</translation>
    </message>
    <message>
        <source>this run</source>
        <translation>dieser Lauf</translation>
    </message>
    <message>
        <source>rounding to nearest</source>
        <translation>Runden zum nächsten Wert</translation>
    </message>
    <message>
        <source>{} is worst with {:.3Lg}; half of the {} layers stay below {:.3Lg}.</source>
        <translation>{} ist mit {:.3Lg} am schlechtesten; die Hälfte der {} Schichten bleibt unter {:.3Lg}.</translation>
    </message>
    <message>
        <source>Signal-to-noise ratio per layer</source>
        <translation>Signal-Rausch-Verhältnis je Schicht</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR (dB)</translation>
    </message>
    <message>
        <source>{} is worst with {:.1Lf} dB; half of the {} layers stay above {:.1Lf} dB.</source>
        <translation>{} ist mit {:.1Lf} dB am schlechtesten; die Hälfte der {} Schichten bleibt über {:.1Lf} dB.</translation>
    </message>
    <message>
        <source>Output error per block on the hold-out</source>
        <translation>Ausgabefehler je Block auf zurückgehaltenem Text</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>all layers so far quantised</source>
        <translation>alle bisherigen Schichten quantisiert</translation>
    </message>
    <message>
        <source>After {} blocks the output differs by {:.3Lg} of its energy.</source>
        <translation>Nach {} Blöcken weicht die Ausgabe um {:.3Lg} ihrer Energie ab.</translation>
    </message>
    <message>
        <source>Running perplexity</source>
        <translation>Laufende Perplexität</translation>
    </message>
    <message>
        <source>Windows of text measured</source>
        <translation>Gemessene Textfenster</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>{:.3Lf} ± {:.3Lf} after {} of {} windows.</source>
        <translation>{:.3Lf} ± {:.3Lf} nach {} von {} Fenstern.</translation>
    </message>
    <message>
        <source>Output error per layer, run beside run</source>
        <translation>Ausgabefehler je Schicht, Lauf neben Lauf</translation>
    </message>
    <message>
        <source>Output error per block on the hold-out, run beside run</source>
        <translation>Ausgabefehler je Block an zurückgehaltenem Text, Lauf neben Lauf</translation>
    </message>
    <message>
        <source>{} has the lowest median, {:.3Lg}; {} the highest, {:.3Lg}.</source>
        <translation>{} hat den kleinsten Median, {:.3Lg}; {} den größten, {:.3Lg}.</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>skaliert</translation>
    </message>
    <message>
        <source>0.5</source>
        <extracomment>Shows the decimal point of the language</extracomment>
        <translation>0,5</translation>
    </message>
</context>
<context>
    <name>Count</name>
    <message>
        <source>%1 billion</source>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 thousand</source>
        <translation>%1 Tsd.</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>EventStream</name>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>ReplyFigures</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>first after %1 s</source>
        <translation>erstes nach %1 s</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>prompt %n token(s)</source>
        <translation>
            <numerusform>Prompt %n Token</numerusform>
            <numerusform>Prompt %n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>the context is full</source>
        <translation>der Kontext ist voll</translation>
    </message>
    <message>
        <source>ended by the limit of tokens</source>
        <translation>durch die Token-Grenze beendet</translation>
    </message>
    <message>
        <source>Seed %1. Of the prompt, %2 tokens were known from the turn before; the others were read at %3. The model was there after %4 s.</source>
        <translation>Startwert %1. Vom Prompt waren %2 Token aus der vorigen Runde bekannt; die übrigen wurden mit %3 gelesen. Das Modell stand nach %4 s bereit.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>no object</source>
        <translation>kein Objekt</translation>
    </message>
    <message>
        <source>The settings %1 could not be read (%2); they were put aside as %3 and the defaults hold.</source>
        <translation>Die Einstellungen %1 konnten nicht gelesen werden (%2); sie wurden als %3 beiseitegelegt, und es gelten die Vorgaben.</translation>
    </message>
</context>
<context>
    <name>salient::ui::AmountPanel</name>
    <message>
        <source>change samples</source>
        <translation>„Proben ändern“</translation>
    </message>
    <message>
        <source>change tokens per sample</source>
        <translation>„Token je Probe ändern“</translation>
    </message>
    <message>
        <source>change seed</source>
        <translation>„Startwert ändern“</translation>
    </message>
    <message>
        <source>change hold-out</source>
        <translation>„Zurückgehaltene Proben ändern“</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Sequences that calibration reads</source>
        <translation>Sequenzen, die die Kalibrierung liest</translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation>Token je Probe</translation>
    </message>
    <message>
        <source>Length of each sequence</source>
        <translation>Länge jeder Sequenz</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Another seed draws other parts of the texts</source>
        <translation>Ein anderer Startwert zieht andere Teile der Texte</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>Zurückgehaltene Proben</translation>
    </message>
    <message>
        <source>Sequences kept out of calibration, to measure before and after</source>
        <translation>Sequenzen, die nicht in die Kalibrierung eingehen und vorher wie nachher zum Messen dienen</translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation>&amp;Proben</translation>
    </message>
    <message>
        <source>× &amp;tokens</source>
        <translation>× To&amp;ken</translation>
    </message>
    <message>
        <source>&amp;Hold-out</source>
        <translation>&amp;Zurückgehalten</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>= &lt;b&gt;%1 tokens&lt;/b&gt;</source>
        <translation>= &lt;b&gt;%1 Token&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>salient::ui::ChartTable</name>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
</context>
<context>
    <name>salient::ui::ChartView</name>
    <message>
        <source>Numbers of the chart</source>
        <translation>Zahlen des Diagramms</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>Zahlen kopieren</translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation>Als %1 speichern…</translation>
    </message>
    <message>
        <source>⋯</source>
        <translation>⋯</translation>
    </message>
    <message>
        <source>Chart menu: table, copy, save</source>
        <translation>Diagrammmenü: Tabelle, Kopieren, Speichern</translation>
    </message>
    <message>
        <source>Table, copy, save as PNG, SVG or CSV</source>
        <translation>Tabelle, Kopieren, Speichern als PNG, SVG oder CSV</translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation>Diagramm speichern</translation>
    </message>
</context>
<context>
    <name>salient::ui::ChatPage</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Quantised</source>
        <translation>Quantisiert</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Ends the replies; what was written stays</source>
        <translation>Beendet die Antworten; bereits Geschriebenes bleibt</translation>
    </message>
    <message>
        <source>Make the last reply again</source>
        <translation>Letzte Antwort neu erzeugen</translation>
    </message>
    <message>
        <source>Another version of the last replies</source>
        <translation>Eine weitere Fassung der letzten Antworten</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Unterhaltung kopieren</translation>
    </message>
    <message>
        <source>Copies all that is shown as text</source>
        <translation>Kopiert alles Gezeigte als Text</translation>
    </message>
    <message>
        <source>Clear chat</source>
        <translation>Chat leeren</translation>
    </message>
    <message>
        <source>Begins a new conversation</source>
        <translation>Beginnt eine neue Unterhaltung</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>Eingabetaste sendet, Umschalt+Eingabetaste beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Ask both models. Enter sends, Shift+Enter begins a new line.</source>
        <translation>Fragen Sie beide Modelle. Eingabetaste sendet, Umschalt+Eingabetaste beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Sends the message (Enter)</source>
        <translation>Sendet die Nachricht (Eingabetaste)</translation>
    </message>
    <message>
        <source>Ends the replies; what was written stays (Esc)</source>
        <translation>Beendet die Antworten; bereits Geschriebenes bleibt (Esc)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>One pane</source>
        <translation>Eine Spalte</translation>
    </message>
    <message>
        <source>Shows and asks the left model only</source>
        <translation>Zeigt und befragt nur das linke Modell</translation>
    </message>
    <message>
        <source>Choose a model above a pane first.</source>
        <translation>Wählen Sie zuerst über einer Spalte ein Modell.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Ask the model. Enter sends, Shift+Enter begins a new line.</source>
        <translation>Fragen Sie das Modell. Eingabetaste sendet, Umschalt+Eingabetaste beginnt eine neue Zeile.</translation>
    </message>
</context>
<context>
    <name>salient::ui::ChatPane</name>
    <message>
        <source>Asking %1</source>
        <translation>Anfrage an %1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>The model that answers here</source>
        <translation>Das Modell, das hier antwortet</translation>
    </message>
    <message>
        <source>Replies are written here as they are made. No model is chosen yet.</source>
        <translation>Hier erscheinen die Antworten, während sie entstehen. Noch ist kein Modell gewählt.</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Replies are written here as they are made. Nothing was asked yet; the model is loaded with the first message.</source>
        <translation>Hier erscheinen die Antworten, während sie entstehen. Noch wurde nichts gefragt; das Modell wird mit der ersten Nachricht geladen.</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>A model to talk to</source>
        <translation>Modell für den Chat</translation>
    </message>
    <message>
        <source>waiting for the first token…</source>
        <translation>wartet auf das erste Token…</translation>
    </message>
</context>
<context>
    <name>salient::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>Gefundene Befehle</translation>
    </message>
</context>
<context>
    <name>salient::ui::DataPage</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>For example: %1</source>
        <translation>Zum Beispiel: %1</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Adds texts of yours: txt, md, jsonl, json, csv or parquet; or drop them onto this page</source>
        <translation>Fügt eigene Texte hinzu: txt, md, jsonl, json, csv oder parquet; oder ziehen Sie sie auf diese Seite</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the selected source</source>
        <translation>Gewählte Quelle entfernen</translation>
    </message>
    <message>
        <source>Takes the selected source away (Delete)</source>
        <translation>Entfernt die gewählte Quelle (Entf)</translation>
    </message>
    <message>
        <source>Choose the mix</source>
        <translation>Mischung festlegen</translation>
    </message>
    <message>
        <source>Weights say how much each source gives; else all texts are drawn from alike</source>
        <translation>Gewichte legen fest, wie viel jede Quelle beiträgt; sonst wird aus allen Texten gleichermaßen gezogen</translation>
    </message>
    <message>
        <source>Texts that come with Salient Studio</source>
        <translation>Mit Salient Studio gelieferte Texte</translation>
    </message>
    <message>
        <source>Sources of calibration</source>
        <translation>Quellen der Kalibrierung</translation>
    </message>
    <message>
        <source>Drop txt, md, jsonl, csv or parquet files onto this page, or add them below.</source>
        <translation>Ziehen Sie Dateien vom Typ txt, md, jsonl, csv oder parquet auf diese Seite, oder fügen Sie sie unten hinzu.</translation>
    </message>
    <message>
        <source>remove source</source>
        <translation>„Quelle entfernen“</translation>
    </message>
    <message>
        <source>change weight</source>
        <translation>„Gewicht ändern“</translation>
    </message>
    <message>
        <source>change field</source>
        <translation>„Feld ändern“</translation>
    </message>
    <message>
        <source>Calibration needs a text: without another one, the preset “%1” is read.</source>
        <translation>Die Kalibrierung braucht einen Text: Ohne einen anderen wird die Textsammlung „%1“ gelesen.</translation>
    </message>
    <message>
        <source>add preset %1</source>
        <translation>„Textsammlung %1 hinzufügen“</translation>
    </message>
    <message>
        <source>remove preset %1</source>
        <translation>„Textsammlung %1 entfernen“</translation>
    </message>
    <message>
        <source>choose the mix</source>
        <translation>„Mischung festlegen“</translation>
    </message>
    <message>
        <source>mix by size</source>
        <translation>„Nach Größe mischen“</translation>
    </message>
    <message numerus="yes">
        <source>add %n file(s)</source>
        <translation>
            <numerusform>„%n Datei hinzufügen“</numerusform>
            <numerusform>„%n Dateien hinzufügen“</numerusform>
        </translation>
    </message>
    <message>
        <source>Texts for calibration</source>
        <translation>Texte für die Kalibrierung</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl *.json *.csv *.parquet)</source>
        <translation>Texte (*.txt *.md *.jsonl *.json *.csv *.parquet)</translation>
    </message>
    <message>
        <source>The fields of %1 cannot be read: %2.</source>
        <translation>Die Felder von %1 können nicht gelesen werden: %2.</translation>
    </message>
</context>
<context>
    <name>salient::ui::DiagnosePage</name>
    <message>
        <source>Diagnose</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>The layers&apos; errors are drawn when a run has packed one.</source>
        <translation>Die Fehler der Schichten werden gezeichnet, sobald ein Lauf eine gepackt hat.</translation>
    </message>
    <message>
        <source>No measurement yet</source>
        <translation>Noch keine Messung</translation>
    </message>
    <message>
        <source>Every run measures the error of each layer. Start one, or open an old one in History; then mark the layers that suffer for 8 or 16 bits here.</source>
        <translation>Jeder Lauf misst den Fehler jeder Schicht. Starten Sie einen, oder öffnen Sie einen früheren im Verlauf; markieren Sie dann hier die Schichten, die leiden, für 8 oder 16 Bit.</translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation>Zum Lauf</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>Was die Balken zeigen</translation>
    </message>
    <message>
        <source>Output error</source>
        <translation>Ausgabefehler</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>The line in the chart; layers on its bad side can be selected at once</source>
        <translation>Die Linie im Diagramm; alle Schichten auf ihrer schlechten Seite lassen sich auf einmal auswählen</translation>
    </message>
    <message>
        <source>Select beyond the line</source>
        <translation>Jenseits der Linie auswählen</translation>
    </message>
    <message>
        <source>Selects all layers on the bad side of the threshold</source>
        <translation>Wählt alle Schichten auf der schlechten Seite der Schwelle aus</translation>
    </message>
    <message>
        <source>Bars:</source>
        <translation>Balken:</translation>
    </message>
    <message>
        <source>Threshold:</source>
        <translation>Schwelle:</translation>
    </message>
    <message>
        <source>Mark 8 bit</source>
        <translation>8 Bit markieren</translation>
    </message>
    <message>
        <source>Mark 16 bit</source>
        <translation>16 Bit markieren</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>Markierung aufheben</translation>
    </message>
    <message>
        <source>Takes the marks of the selected layers away</source>
        <translation>Hebt die Markierung der ausgewählten Schichten auf</translation>
    </message>
    <message>
        <source>Marks the selected layers, and what is fused with them</source>
        <translation>Markiert die ausgewählten Schichten und alles, was mit ihnen verschmolzen ist</translation>
    </message>
    <message>
        <source>Marks the selected layers for 8 bits</source>
        <translation>Markiert die ausgewählten Schichten für 8 Bit</translation>
    </message>
    <message>
        <source>Alt+8</source>
        <translation>Alt+8</translation>
    </message>
    <message>
        <source>Leaves the selected layers in 16 bits</source>
        <translation>Belässt die ausgewählten Schichten in 16 Bit</translation>
    </message>
    <message>
        <source>Alt+6</source>
        <translation>Alt+6</translation>
    </message>
    <message>
        <source>Alt+4</source>
        <translation>Alt+4</translation>
    </message>
    <message>
        <source>Select beyond the threshold</source>
        <translation>Jenseits der Schwelle auswählen</translation>
    </message>
    <message>
        <source>Alt+T</source>
        <translation>Alt+T</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Clears the selection of layers</source>
        <translation>Hebt die Auswahl der Schichten auf</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Result: &lt;b&gt;%1&lt;/b&gt;, %2 bits per weight</source>
        <translation>Ergebnis: &lt;b&gt;%1&lt;/b&gt;, %2 Bit je Gewicht</translation>
    </message>
    <message>
        <source>Open the run&apos;s model to see the size</source>
        <translation>Öffnen Sie das Modell des Laufs, um die Größe zu sehen</translation>
    </message>
    <message>
        <source>No marks. Select bars or rows and mark them: Alt+8 for 8 bits, Alt+6 for 16, Alt+4 to take a mark away.</source>
        <translation>Keine Markierungen. Wählen Sie Balken oder Zeilen aus und markieren Sie sie: Alt+8 für 8 Bit, Alt+6 für 16, Alt+4 hebt eine Markierung auf.</translation>
    </message>
    <message numerus="yes">
        <source>Marked: %n layer(s) for 8 bit</source>
        <translation>
            <numerusform>Markiert: %n Schicht für 8 Bit</numerusform>
            <numerusform>Markiert: %n Schichten für 8 Bit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n for 16 bit.</source>
        <translation>
            <numerusform>, %n für 16 Bit.</numerusform>
            <numerusform>, %n für 16 Bit.</numerusform>
        </translation>
    </message>
    <message>
        <source>The AutoAWQ format holds one number of bits for the whole file: marks for 8 bit cannot be exported to it. Mark these layers for 16 bit, or unmark them.</source>
        <translation>Das AutoAWQ-Format kennt nur eine Bitzahl für die ganze Datei: Markierungen für 8 Bit lassen sich nicht dorthin exportieren. Markieren Sie diese Schichten für 16 Bit, oder heben Sie ihre Markierung auf.</translation>
    </message>
    <message>
        <source>Select layers first: click bars, draw a rectangle, or choose rows.</source>
        <translation>Wählen Sie zuerst Schichten aus: Klicken Sie auf Balken, ziehen Sie ein Rechteck auf, oder wählen Sie Zeilen.</translation>
    </message>
    <message>
        <source>%1 8 bit %2 16 bit</source>
        <comment>colours of marked bars</comment>
        <translation>%1 8 Bit %2 16 Bit</translation>
    </message>
    <message>
        <source>Marks count from the next run on.</source>
        <translation>Markierungen gelten ab dem nächsten Lauf.</translation>
    </message>
</context>
<context>
    <name>salient::ui::DifferenceModel</name>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
</context>
<context>
    <name>salient::ui::EngineProcess</name>
    <message>
        <source>The program %1 could not be started: %2.</source>
        <translation>Das Programm %1 konnte nicht gestartet werden: %2.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (signal %1); what it had reported is kept, and it starts again with the next command.</source>
        <translation>Das Rechenprogramm endete unerwartet (Signal %1); was es gemeldet hatte, bleibt erhalten, und es startet mit dem nächsten Befehl neu.</translation>
    </message>
    <message>
        <source>The engine ended with exit code %1; what it had reported is kept, and it starts again with the next command.</source>
        <translation>Das Rechenprogramm endete mit Exit-Code %1; was es gemeldet hatte, bleibt erhalten, und es startet mit dem nächsten Befehl neu.</translation>
    </message>
    <message>
        <source> Its last words: %1</source>
        <translation> Seine letzte Ausgabe: %1</translation>
    </message>
    <message>
        <source>The recording %1 cannot be opened: %2.</source>
        <translation>Die Aufzeichnung %1 kann nicht geöffnet werden: %2.</translation>
    </message>
</context>
<context>
    <name>salient::ui::ErrorCard</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copies sentence, code and versions for a bug report</source>
        <translation>Kopiert Meldung, Code und Versionen für einen Fehlerbericht</translation>
    </message>
    <message>
        <source>Puts this message away</source>
        <translation>Schließt diese Meldung</translation>
    </message>
    <message>
        <source>Code %1, exit code %2</source>
        <translation>Code %1, Exit-Code %2</translation>
    </message>
</context>
<context>
    <name>salient::ui::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Every run is kept: its settings, everything it measured, its result. They are listed here to be opened, compared and reported.</source>
        <translation>Jeder Lauf bleibt erhalten: seine Einstellungen, alles Gemessene, sein Ergebnis. Hier stehen sie, um geöffnet, verglichen und berichtet zu werden.</translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation>Zu Lauf</translation>
    </message>
    <message>
        <source>Reading the list of runs …</source>
        <translation>Die Liste der Läufe wird gelesen …</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Shows the selected run on the pages Run and Diagnose</source>
        <translation>Zeigt den gewählten Lauf auf den Seiten Lauf und Diagnose</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Lays the selected runs over each other and lists what differs</source>
        <translation>Legt die gewählten Läufe übereinander und nennt, was sich unterscheidet</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>Writes the selected run as one HTML file with all charts and numbers</source>
        <translation>Schreibt den gewählten Lauf als eine HTML-Datei mit allen Diagrammen und Zahlen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Moves the selected runs to the trash</source>
        <translation>Legt die gewählten Läufe in den Papierkorb</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Reads the list of runs again</source>
        <translation>Liest die Liste der Läufe erneut</translation>
    </message>
    <message>
        <source>No program of this machine opens %1.</source>
        <translation>Kein Programm dieses Rechners öffnet %1.</translation>
    </message>
    <message>
        <source>Listing the runs</source>
        <translation>Auflisten der Läufe</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 Lauf</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 Läufe</translation>
    </message>
    <message>
        <source>Select two runs or more to compare them.</source>
        <translation>Wählen Sie zwei oder mehr Läufe, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation>HTML (*.html)</translation>
    </message>
    <message>
        <source>The report is written: &lt;a href=&quot;%1&quot;&gt;open %2&lt;/a&gt;</source>
        <translation>Der Bericht ist geschrieben: &lt;a href=&quot;%1&quot;&gt;%2 öffnen&lt;/a&gt;</translation>
    </message>
    <message>
        <source>The report is written to %1.</source>
        <translation>Der Bericht steht in %1.</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Schreiben des Berichts</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation>Läufe löschen</translation>
    </message>
    <message>
        <source>Move this run to the trash?</source>
        <translation>Diesen Lauf in den Papierkorb legen?</translation>
    </message>
    <message>
        <source>Move these %1 runs to the trash?</source>
        <translation>Diese %1 Läufe in den Papierkorb legen?</translation>
    </message>
    <message>
        <source>%1

Only the records go; models that the runs have written stay.</source>
        <translation>%1

Nur die Aufzeichnungen gehen; Modelle, die die Läufe geschrieben haben, bleiben.</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>The run in %1 goes on; it was not moved to the trash.</source>
        <translation>Der Lauf in %1 ist noch im Gang; er kam nicht in den Papierkorb.</translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash.</source>
        <translation>%1 ließ sich nicht in den Papierkorb legen.</translation>
    </message>
    <message>
        <source>Deleting runs</source>
        <translation>Löschen von Läufen</translation>
    </message>
    <message>
        <source>1 run was moved to the trash.</source>
        <translation>1 Lauf liegt im Papierkorb.</translation>
    </message>
    <message>
        <source>%1 runs were moved to the trash.</source>
        <translation>%1 Läufe liegen im Papierkorb.</translation>
    </message>
    <message>
        <source>The notes are saved.</source>
        <translation>Die Notizen sind gespeichert.</translation>
    </message>
    <message>
        <source>Saving notes</source>
        <translation>Speichern der Notizen</translation>
    </message>
</context>
<context>
    <name>salient::ui::KernelsPage</name>
    <message>
        <source>Kernels</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Kernels are not measured yet</source>
        <translation>Kernel werden noch nicht gemessen</translation>
    </message>
    <message>
        <source>The latency of matrix-matrix and matrix-vector kernels over the number of tokens will be compared here. This version computes with de-quantised weights and has no packed kernels to measure; the tokens per second of a model stand under each pane of the chat.</source>
        <translation>Hier wird die Latenz von Matrix-Matrix- und Matrix-Vektor-Kerneln über der Zahl der Token verglichen werden. Diese Version rechnet mit dequantisierten Gewichten und hat keine gepackten Kernel, die zu messen wären; die Token pro Sekunde eines Modells stehen unter jeder Spalte des Chats.</translation>
    </message>
</context>
<context>
    <name>salient::ui::LayerModel</name>
    <message>
        <source>%1, marked</source>
        <translation>%1, markiert</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Linear layer, in the order of the model</source>
        <translation>Lineare Schicht, in der Reihenfolge des Modells</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Outputs × inputs</source>
        <translation>Ausgänge × Eingänge</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Bits per weight, planned or marked</source>
        <translation>Bit je Gewicht, geplant oder markiert</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Output error as a share of the output&apos;s energy, on calibration data</source>
        <translation>Ausgabefehler als Anteil an der Energie der Ausgabe, auf Kalibrierungsdaten</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>How much less error than rounding to nearest</source>
        <translation>Wie viel weniger Fehler als beim Runden zum nächsten Wert</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Signal-to-quantisation-noise ratio in dB</source>
        <translation>Verhältnis von Signal zu Quantisierungsrauschen in dB</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR (dB)</translation>
    </message>
    <message>
        <source>Bytes of the layer in the result</source>
        <translation>Bytes der Schicht im Ergebnis</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>salient::ui::LayerTable</name>
    <message>
        <source>Filter layers, e.g. down_proj</source>
        <translation>Schichten filtern, z. B. down_proj</translation>
    </message>
    <message>
        <source>Filter layers</source>
        <translation>Schichten filtern</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
</context>
<context>
    <name>salient::ui::MainWindow</name>
    <message>
        <source>Reading the settings</source>
        <translation>Lesen der Einstellungen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes the last change of settings or marks back</source>
        <translation>Nimmt die letzte Änderung an Einstellungen oder Markierungen zurück</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Does the change again that was taken back</source>
        <translation>Stellt die zurückgenommene Änderung wieder her</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open model…</source>
        <translation>&amp;Modell öffnen…</translation>
    </message>
    <message>
        <source>Opens a model folder</source>
        <translation>Öffnet einen Modellordner</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open &amp;run…</source>
        <translation>&amp;Lauf öffnen…</translation>
    </message>
    <message>
        <source>Opens the folder of a recorded run</source>
        <translation>Öffnet den Ordner eines aufgezeichneten Laufs</translation>
    </message>
    <message>
        <source>Open the folder of a run</source>
        <translation>Ordner eines Laufs öffnen</translation>
    </message>
    <message>
        <source>Recent &amp;models</source>
        <translation>&amp;Zuletzt geöffnete Modelle</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Closes the window</source>
        <translation>Schließt das Fenster</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 ist nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>No model was opened yet</source>
        <translation>Noch kein Modell geöffnet</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>Finds any action by its words</source>
        <translation>Findet jede Aktion anhand ihrer Wörter</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours of the window: %1</source>
        <translation>Farben des Fensters: %1</translation>
    </message>
    <message>
        <source>&amp;Reset this page&apos;s layout</source>
        <translation>Layout dieser Seite &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Puts the panels of this page back where they were at first</source>
        <translation>Setzt die Bereiche dieser Seite an ihren ursprünglichen Platz zurück</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Follow the system&apos;s language</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Language of the window: %1</source>
        <translation>Sprache des Fensters: %1</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Quantise</source>
        <translation>&amp;Quantisieren</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Quantises the open model</source>
        <translation>Quantisiert das geöffnete Modell</translation>
    </message>
    <message>
        <source>&amp;Pause or resume</source>
        <translation>&amp;Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Holds the run, or lets it go on</source>
        <translation>Hält den Lauf an oder lässt ihn weiterlaufen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>Ends the run</source>
        <translation>Beendet den Lauf</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Lists the keys of all actions</source>
        <translation>Listet die Tasten aller Aktionen auf</translation>
    </message>
    <message>
        <source>&amp;About Salient Studio</source>
        <translation>Ü&amp;ber Salient Studio</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>Version und Lizenzen</translation>
    </message>
    <message>
        <source>About Salient Studio</source>
        <translation>Über Salient Studio</translation>
    </message>
    <message>
        <source>Salient Studio %1

Quantises language models to 4 bits with AWQ, and shows what it costs.

The window is under GPL-3.0-or-later (it uses QCustomPlot), the engine under Apache-2.0.</source>
        <translation>Salient Studio %1

Quantisiert Sprachmodelle mit AWQ auf 4 Bit und zeigt, was es kostet.

Das Fenster steht unter GPL-3.0-or-later (es verwendet QCustomPlot), das Rechenprogramm unter Apache-2.0.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>%1 is neither a model (a folder with config.json and safetensors files) nor a recorded run (a folder with events.jsonl); nothing was opened.</source>
        <translation>%1 ist weder ein Modell (ein Ordner mit config.json und safetensors-Dateien) noch ein aufgezeichneter Lauf (ein Ordner mit events.jsonl); es wurde nichts geöffnet.</translation>
    </message>
    <message>
        <source>%1 is not on this machine.</source>
        <translation>%1 liegt nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Opening what was dropped</source>
        <translation>Öffnen des Abgelegten</translation>
    </message>
    <message>
        <source>Salient Studio</source>
        <translation>Salient Studio</translation>
    </message>
    <message>
        <source>%1%2 · Salient Studio</source>
        <translation>%1%2 · Salient Studio</translation>
    </message>
    <message>
        <source>The stored layout of “%1” does not fit any more; the first one holds.</source>
        <translation>Das gespeicherte Layout von „%1“ passt nicht mehr; es gilt das ursprüngliche.</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>Ein Lauf ist im Gang</translation>
    </message>
    <message>
        <source>Closing the window cancels the run; nothing is written under the final name. Close?</source>
        <translation>Mit dem Schließen des Fensters wird der Lauf abgebrochen; unter dem endgültigen Namen wird nichts geschrieben. Schließen?</translation>
    </message>
    <message>
        <source>Run ●</source>
        <translation>Lauf ●</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
</context>
<context>
    <name>salient::ui::MessageList</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>salient::ui::MessageView</name>
    <message>
        <source>Your message</source>
        <translation>Ihre Nachricht</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Select with mouse or keys to copy a part</source>
        <translation>Mit Maus oder Tasten auswählen, um einen Teil zu kopieren</translation>
    </message>
    <message>
        <source>Older version</source>
        <translation>Ältere Fassung</translation>
    </message>
    <message>
        <source>Shows the version before</source>
        <translation>Zeigt die vorige Fassung</translation>
    </message>
    <message>
        <source>Newer version</source>
        <translation>Neuere Fassung</translation>
    </message>
    <message>
        <source>Shows the version after</source>
        <translation>Zeigt die nächste Fassung</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copies the text of this message</source>
        <translation>Kopiert den Text dieser Nachricht</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Asks again with another text; this one stays as a version</source>
        <translation>Fragt mit anderem Text erneut; dieser bleibt als Fassung erhalten</translation>
    </message>
    <message>
        <source>Puts words into the model&apos;s mouth; this one stays as a version</source>
        <translation>Legt dem Modell Worte in den Mund; dieser Text bleibt als Fassung erhalten</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Nochmals</translation>
    </message>
    <message>
        <source>Make the reply again</source>
        <translation>Antwort neu erzeugen</translation>
    </message>
    <message>
        <source>Asks for another reply; this one stays as a version</source>
        <translation>Erbittet eine andere Antwort; diese bleibt als Fassung erhalten</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model · stopped</source>
        <translation>Modell · gestoppt</translation>
    </message>
    <message>
        <source>Model · no reply</source>
        <translation>Modell · keine Antwort</translation>
    </message>
    <message>
        <source>Model · writing…</source>
        <translation>Modell · schreibt…</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>Text der Nachricht</translation>
    </message>
    <message>
        <source>The new text of this message</source>
        <translation>Der neue Text dieser Nachricht</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Use the new text</source>
        <translation>Den neuen Text verwenden</translation>
    </message>
    <message>
        <source>Makes a version with this text</source>
        <translation>Legt eine Fassung mit diesem Text an</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>Unverändert lassen</translation>
    </message>
    <message>
        <source>Leaves the message as it was</source>
        <translation>Lässt die Nachricht, wie sie war</translation>
    </message>
</context>
<context>
    <name>salient::ui::ModelListModel</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>Revision %1</translation>
    </message>
    <message>
        <source>half-downloaded</source>
        <translation>teilweise heruntergeladen</translation>
    </message>
    <message numerus="yes">
        <source>half-downloaded, %n file(s) missing</source>
        <translation>
            <numerusform>teilweise heruntergeladen, %n Datei fehlt</numerusform>
            <numerusform>teilweise heruntergeladen, %n Dateien fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>quantised: chat and evaluate</source>
        <translation>quantisiert: Chat und Auswertung</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>unterstützt</translation>
    </message>
    <message>
        <source>supported in part</source>
        <translation>teilweise unterstützt</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
</context>
<context>
    <name>salient::ui::ModelPage</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>Kein Modell geöffnet</translation>
    </message>
    <message>
        <source>Here you see what a model is made of, and what quantising it will cost, before anything starts.</source>
        <translation>Hier sehen Sie, woraus ein Modell besteht und was seine Quantisierung kosten wird, bevor etwas beginnt.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Quantise…</source>
        <translation>Quantisieren…</translation>
    </message>
    <message>
        <source>Go to the settings of a run</source>
        <translation>Zu den Einstellungen eines Laufs</translation>
    </message>
    <message>
        <source>To the settings of a run; nothing starts yet</source>
        <translation>Zu den Einstellungen eines Laufs; es startet noch nichts</translation>
    </message>
    <message>
        <source>Search parts and tensors</source>
        <translation>Teile und Tensoren suchen</translation>
    </message>
    <message>
        <source>Parts of the model</source>
        <translation>Teile des Modells</translation>
    </message>
    <message>
        <source>quantised already: chat and evaluate</source>
        <translation>bereits quantisiert: Chat und Auswertung</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>unterstützt</translation>
    </message>
    <message>
        <source>supported in part</source>
        <translation>teilweise unterstützt</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>What works: %1</source>
        <translation>Was funktioniert: %1</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation>Verborgene Dimension</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>%1, of them %2 for keys and values</source>
        <translation>%1, davon %2 für Keys und Values</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Längster Text</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Die Kopfdaten werden gelesen…</translation>
    </message>
    <message>
        <source>Quantising it</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation>Platte frei</translation>
    </message>
    <message>
        <source>Memory needed</source>
        <translation>Arbeitsspeicher nötig</translation>
    </message>
    <message>
        <source>Memory free</source>
        <translation>Arbeitsspeicher frei</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>salient::ui::Page</name>
    <message>
        <source>Shows or hides “%1”</source>
        <translation>Zeigt oder verbirgt „%1“</translation>
    </message>
</context>
<context>
    <name>salient::ui::PerplexityPanel</name>
    <message>
        <source>Choose a text; the perplexity on it is drawn here while it is measured. Lower is better.</source>
        <translation>Wählen Sie einen Text; die Perplexität darauf erscheint hier, während sie gemessen wird. Weniger ist besser.</translation>
    </message>
    <message>
        <source>%1: %2 ± %3</source>
        <translation>%1: %2 ± %3</translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation>%1: abgebrochen</translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation>Messen der Perplexität</translation>
    </message>
    <message>
        <source>Text to measure on</source>
        <translation>Text zum Messen</translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation>Eine Textdatei, die die Kalibrierung nicht gesehen hat</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>How many windows of 2048 tokens are measured; 0: all</source>
        <translation>Wie viele Fenster zu 2048 Token gemessen werden; 0: alle</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation>Textdatei wählen</translation>
    </message>
    <message>
        <source>Measure original</source>
        <translation>Original messen</translation>
    </message>
    <message>
        <source>Perplexity of the open model</source>
        <translation>Perplexität des offenen Modells</translation>
    </message>
    <message>
        <source>Measure result</source>
        <translation>Ergebnis messen</translation>
    </message>
    <message>
        <source>Perplexity of what the run wrote</source>
        <translation>Perplexität dessen, was der Lauf schrieb</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>Messung beenden</translation>
    </message>
    <message>
        <source>Ends the measurement</source>
        <translation>Beendet die Messung</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>windows: </source>
        <translation>Fenster: </translation>
    </message>
    <message>
        <source>windows: all</source>
        <translation>Fenster: alle</translation>
    </message>
</context>
<context>
    <name>salient::ui::PresetList</name>
    <message>
        <source>Asking for the presets…</source>
        <translation>Die Textsammlungen werden abgefragt…</translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation>Textsammlung %1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>The presets of the engine cannot be read: %1.</source>
        <translation>Die Textsammlungen des Rechenprogramms können nicht gelesen werden: %1.</translation>
    </message>
</context>
<context>
    <name>salient::ui::RecipeForm</name>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>How much calibration text and time the run gets</source>
        <translation>Wie viel Kalibrierungstext und Zeit der Lauf bekommt</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>AWQ searches scales that protect the salient channels; rounding to nearest is the baseline</source>
        <translation>AWQ sucht Skalierungen, die die salienten Kanäle schützen; Runden zum nächsten Wert ist die Vergleichsbasis</translation>
    </message>
    <message>
        <source>AWQ</source>
        <translation>AWQ</translation>
    </message>
    <message>
        <source>Round to nearest</source>
        <translation>Runden zum nächsten Wert</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bit je Gewicht</translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n Bit</numerusform>
            <numerusform>%n Bit</numerusform>
        </translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>Gruppengröße</translation>
    </message>
    <message>
        <source>Inputs that share a scale: smaller groups are more exact and need more space</source>
        <translation>Eingänge mit gemeinsamer Skalierung: Kleinere Gruppen sind genauer und brauchen mehr Platz</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Calibration texts</source>
        <translation>Kalibrierungstexte</translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation>Token je Probe</translation>
    </message>
    <message>
        <source>Length of each sample</source>
        <translation>Länge jeder Probe</translation>
    </message>
    <message>
        <source>Clip large weights</source>
        <translation>Große Gewichte kappen</translation>
    </message>
    <message>
        <source>Searches a limit per group that lowers the output error</source>
        <translation>Sucht je Gruppe eine Grenze, die den Ausgabefehler senkt</translation>
    </message>
    <message>
        <source>Replace an existing folder</source>
        <translation>Vorhandenen Ordner ersetzen</translation>
    </message>
    <message>
        <source>The old folder stays until the new one is proved</source>
        <translation>Der alte Ordner bleibt, bis der neue geprüft ist</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>Ausgabeordner</translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation>Wohin das Ergebnis kommt</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose the output folder</source>
        <translation>Ausgabeordner wählen</translation>
    </message>
    <message>
        <source>The same as a command line</source>
        <translation>Dasselbe als Befehlszeile</translation>
    </message>
    <message>
        <source>What to type in a terminal for the same run</source>
        <translation>Was für denselben Lauf in ein Terminal einzugeben ist</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copies the command line</source>
        <translation>Kopiert die Befehlszeile</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start the run</source>
        <translation>Lauf starten</translation>
    </message>
    <message>
        <source>Quantises the model into the output folder</source>
        <translation>Quantisiert das Modell in den Ausgabeordner</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>&amp;Voreinstellung</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>V&amp;erfahren</translation>
    </message>
    <message>
        <source>&amp;Bits</source>
        <translation>B&amp;it</translation>
    </message>
    <message>
        <source>&amp;Group size</source>
        <translation>&amp;Gruppengröße</translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation>&amp;Proben</translation>
    </message>
    <message>
        <source>&amp;Tokens each</source>
        <translation>To&amp;ken je Probe</translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation>A&amp;usgabe</translation>
    </message>
    <message>
        <source>choose preset %1</source>
        <translation>„Voreinstellung %1 wählen“</translation>
    </message>
    <message>
        <source>change method</source>
        <translation>„Verfahren ändern“</translation>
    </message>
    <message>
        <source>change bits</source>
        <translation>„Bitzahl ändern“</translation>
    </message>
    <message>
        <source>change group size</source>
        <translation>„Gruppengröße ändern“</translation>
    </message>
    <message>
        <source>change samples</source>
        <translation>„Proben ändern“</translation>
    </message>
    <message>
        <source>change tokens per sample</source>
        <translation>„Token je Probe ändern“</translation>
    </message>
    <message>
        <source>clip weights</source>
        <translation>„Gewichte kappen“</translation>
    </message>
    <message>
        <source>do not clip weights</source>
        <translation>„Gewichte nicht kappen“</translation>
    </message>
    <message>
        <source>replace the folder</source>
        <translation>„Ordner ersetzen“</translation>
    </message>
    <message>
        <source>keep the folder</source>
        <translation>„Ordner behalten“</translation>
    </message>
    <message>
        <source>change output</source>
        <translation>„Ausgabe ändern“</translation>
    </message>
    <message>
        <source>whole row</source>
        <translation>ganze Zeile</translation>
    </message>
    <message>
        <source> · not for all</source>
        <translation> · nicht für alle</translation>
    </message>
    <message>
        <source>Stay in 16 bit: %1</source>
        <translation>Bleiben in 16 Bit: %1</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation>%1 (%2 Bit je Gewicht)</translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation>Platte frei</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von freien %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste Qualität</translation>
    </message>
    <message>
        <source> · ≈ %1</source>
        <translation> · ≈ %1</translation>
    </message>
</context>
<context>
    <name>salient::ui::ResultCard</name>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Shows the files of the result</source>
        <translation>Zeigt die Dateien des Ergebnisses</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Which layers suffer</source>
        <translation>Welche Schichten leiden</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Talk to the result beside the original</source>
        <translation>Mit dem Ergebnis neben dem Original sprechen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Finished:&lt;/b&gt; %1 in %2, %3 before.</source>
        <translation>&lt;b&gt;Fertig:&lt;/b&gt; %1 in %2, vorher %3.</translation>
    </message>
    <message>
        <source>Perplexity on held-out text %1 → %2 (%3 %), KL divergence %4.</source>
        <translation>Perplexität auf zurückgehaltenem Text %1 → %2 (%3 %), KL-Divergenz %4.</translation>
    </message>
</context>
<context>
    <name>salient::ui::RunComparison</name>
    <message>
        <source>None of these runs has packed a layer.</source>
        <translation>Keiner dieser Läufe hat eine Schicht gepackt.</translation>
    </message>
    <message>
        <source>None of these runs has measured a block on a hold-out.</source>
        <translation>Keiner dieser Läufe hat einen Block an zurückgehaltenem Text gemessen.</translation>
    </message>
    <message>
        <source>Select two or more runs and press Compare: their errors are laid over each other here, beside a table of what differs.</source>
        <translation>Wählen Sie zwei oder mehr Läufe und drücken Sie Vergleichen: Ihre Fehler erscheinen hier übereinander, neben einer Tabelle dessen, was sich unterscheidet.</translation>
    </message>
    <message>
        <source>Settings that differ, and what came of them</source>
        <translation>Einstellungen, die sich unterscheiden, und was daraus wurde</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Reading run %1 of %2 …</source>
        <translation>Lauf %1 von %2 wird gelesen …</translation>
    </message>
    <message>
        <source>Reading %1 runs …</source>
        <translation>%1 Läufe werden gelesen …</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Their perplexities before differ: the runs measured other models or other texts, so those after say nothing against each other.</source>
        <translation>Ihre Perplexitäten davor unterscheiden sich: Die Läufe maßen andere Modelle oder andere Texte; die danach lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
</context>
<context>
    <name>salient::ui::RunListModel</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>unfertig</translation>
    </message>
    <message>
        <source>The list of runs cannot be read: %1.</source>
        <translation>Die Liste der Läufe ist nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>salient::ui::RunNotes</name>
    <message>
        <source>Notes of the selected run</source>
        <translation>Notizen zum gewählten Lauf</translation>
    </message>
    <message>
        <source>Your words beside this run; kept in its folder as notes.txt</source>
        <translation>Ihre Worte zu diesem Lauf; in seinem Ordner als notes.txt</translation>
    </message>
    <message>
        <source>Notes: why this run, what it showed</source>
        <translation>Notizen: warum dieser Lauf, was er zeigte</translation>
    </message>
    <message>
        <source>Select one run to see and write notes of it.</source>
        <translation>Wählen Sie einen Lauf, um Notizen zu sehen und zu schreiben.</translation>
    </message>
</context>
<context>
    <name>salient::ui::RunPage</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>The error of every scale that AWQ tries is drawn here while a run goes on. Start one on the left.</source>
        <translation>Hier wird während eines Laufs der Fehler jeder Skalierung gezeichnet, die AWQ versucht. Starten Sie links einen Lauf.</translation>
    </message>
    <message>
        <source>The input channels of the present group, the salient ones marked, when a run measures them.</source>
        <translation>Die Eingangskanäle der aktuellen Gruppe, die salienten markiert, sobald ein Lauf sie misst.</translation>
    </message>
    <message>
        <source>The weights of the selected layer before and after rounding, when it is packed.</source>
        <translation>Die Gewichte der ausgewählten Schicht vor und nach dem Runden, sobald sie gepackt ist.</translation>
    </message>
    <message>
        <source>The error of each finished layer, when there is one.</source>
        <translation>Der Fehler jeder fertigen Schicht, sobald es eine gibt.</translation>
    </message>
    <message>
        <source>How the error grows from block to block on held-out text, when a block is finished.</source>
        <translation>Wie der Fehler auf zurückgehaltenem Text von Block zu Block wächst, sobald ein Block fertig ist.</translation>
    </message>
    <message>
        <source>One small curve per finished scale search.</source>
        <translation>Eine kleine Kurve je abgeschlossener Skalierungssuche.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>&lt;b&gt;All scale searches:&lt;/b&gt; output error (MSE) over ratio r; click to enlarge.</source>
        <translation>&lt;b&gt;Alle Skalensuchen:&lt;/b&gt; Ausgabefehler (MSE) über Verhältnis r; Klick vergrößert.</translation>
    </message>
</context>
<context>
    <name>salient::ui::RunTable</name>
    <message>
        <source>Filter runs</source>
        <translation>Läufe filtern</translation>
    </message>
    <message>
        <source>Filter, e.g. a model, 2026-11, failed, a word of the notes</source>
        <translation>Filter, z. B. ein Modell, 2026-11, failed, ein Wort der Notizen</translation>
    </message>
    <message>
        <source>Recorded runs</source>
        <translation>Aufgezeichnete Läufe</translation>
    </message>
</context>
<context>
    <name>salient::ui::SamplingPanel</name>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>What the model is told before the first message; base models ignore it</source>
        <translation>Was dem Modell vor der ersten Nachricht gesagt wird; Basismodelle beachten es nicht</translation>
    </message>
    <message>
        <source>System prompt (none)</source>
        <translation>System-Prompt (keiner)</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>Greedy</translation>
    </message>
    <message>
        <source>Always the likeliest token: the same reply each time, best for comparing two models</source>
        <translation>Immer das wahrscheinlichste Token: jedes Mal dieselbe Antwort, am besten zum Vergleich zweier Modelle</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How bold the choice is: 0 takes the likeliest, 1 draws as the model thinks</source>
        <translation>Wie kühn die Wahl ist: 0 nimmt das wahrscheinlichste Token, 1 zieht, wie das Modell meint</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Only this many likeliest tokens; 0: all</source>
        <translation>Nur so viele der wahrscheinlichsten Token; 0: alle</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1: all</source>
        <translation>Nur die wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit haben; 1: alle</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Only tokens at least this likely, as a share of the likeliest one; 0: all</source>
        <translation>Nur Token, die mindestens so wahrscheinlich sind, als Anteil des wahrscheinlichsten; 0: alle</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Makes tokens that were there already less likely; 1: no penalty</source>
        <translation>Macht Token, die schon vorkamen, weniger wahrscheinlich; 1: keine Strafe</translation>
    </message>
    <message>
        <source>Random seed</source>
        <translation>Zufälliger Startwert</translation>
    </message>
    <message>
        <source>Another reply each time; both panes get the same seed</source>
        <translation>Jedes Mal eine andere Antwort; beide Spalten erhalten denselben Startwert</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed gives the same reply</source>
        <translation>Derselbe Startwert ergibt dieselbe Antwort</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>Höchstzahl Token</translation>
    </message>
    <message>
        <source>A reply ends after this many tokens at the latest</source>
        <translation>Eine Antwort endet spätestens nach so vielen Token</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Standardwerte</translation>
    </message>
    <message>
        <source>Default sampling</source>
        <translation>Standardwerte des Samplings</translation>
    </message>
    <message>
        <source>Puts all numbers back; the system prompt stays</source>
        <translation>Setzt alle Zahlen zurück; der System-Prompt bleibt</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>Wiederholung</translation>
    </message>
</context>
<context>
    <name>salient::ui::Session</name>
    <message>
        <source>Marked for other bits.</source>
        <translation>Für eine andere Bitzahl markiert.</translation>
    </message>
    <message>
        <source>A router of experts: it stays in 16 bit.</source>
        <translation>Ein Experten-Router: Er bleibt in 16 Bit.</translation>
    </message>
    <message>
        <source>The group size does not divide its inputs: it stays in 16 bit.</source>
        <translation>Die Gruppengröße teilt die Zahl der Eingänge nicht: Die Schicht bleibt in 16 Bit.</translation>
    </message>
    <message>
        <source>The AWQ format holds 8 outputs per word, which its outputs do not fill: it stays in 16 bit.</source>
        <translation>Das AWQ-Format fasst je Wort 8 Ausgänge, und die Zahl der Ausgänge geht darin nicht auf: Die Schicht bleibt in 16 Bit.</translation>
    </message>
    <message>
        <source>The run is finished.</source>
        <translation>Der Lauf ist beendet.</translation>
    </message>
    <message>
        <source>The run was cancelled; nothing was written under the final name.</source>
        <translation>Der Lauf wurde abgebrochen; unter dem endgültigen Namen wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Quantising %1</source>
        <translation>Quantisierung von %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lesen von %1</translation>
    </message>
    <message>
        <source>The plan of the engine cannot be read: %1.</source>
        <translation>Der Plan des Rechenprogramms kann nicht gelesen werden: %1.</translation>
    </message>
    <message numerus="yes">
        <source>unmark %n layer(s)</source>
        <translation>
            <numerusform>„Markierung von %n Schicht aufheben“</numerusform>
            <numerusform>„Markierung von %n Schichten aufheben“</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %n layer(s) %1-bit</source>
        <translation>
            <numerusform>„%n Schicht für %1 Bit markieren“</numerusform>
            <numerusform>„%n Schichten für %1 Bit markieren“</numerusform>
        </translation>
    </message>
    <message>
        <source>A run is going on; open another one when it has ended.</source>
        <translation>Ein Lauf ist im Gang; öffnen Sie einen anderen, wenn er beendet ist.</translation>
    </message>
    <message>
        <source>Opening a run</source>
        <translation>Öffnen eines Laufs</translation>
    </message>
</context>
<context>
    <name>salient::ui::SourceTable</name>
    <message>
        <source>Sources of calibration</source>
        <translation>Quellen der Kalibrierung</translation>
    </message>
    <message>
        <source>Where the calibration texts come from; Delete takes the selected one away</source>
        <translation>Woher die Kalibrierungstexte kommen; Entf entfernt die gewählte Quelle</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Weight of source %1</source>
        <translation>Gewicht der Quelle %1</translation>
    </message>
    <message>
        <source>How much of the samples this source gives, beside the others</source>
        <translation>Wie viel diese Quelle neben den anderen zu den Proben beiträgt</translation>
    </message>
    <message>
        <source>by size</source>
        <translation>nach Größe</translation>
    </message>
    <message>
        <source>Comes with Salient Studio</source>
        <translation>Wird mit Salient Studio geliefert</translation>
    </message>
    <message>
        <source>Field of source %1</source>
        <translation>Feld der Quelle %1</translation>
    </message>
    <message>
        <source>Which field of each record is read; automatic takes what its shape says</source>
        <translation>Welches Feld jedes Datensatzes gelesen wird; „automatisch“ richtet sich nach dessen Form</translation>
    </message>
    <message>
        <source>A text has no fields</source>
        <translation>Ein Text hat keine Felder</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>automatic (%1)</source>
        <translation>automatisch (%1)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Texts after those that repeat another one were left out</source>
        <translation>Zahl der Texte ohne jene, die einen anderen wiederholen</translation>
    </message>
    <message>
        <source>Tokens of all its texts, whether used or not</source>
        <translation>Token aller ihrer Texte, ob verwendet oder nicht</translation>
    </message>
</context>
<context>
    <name>salient::ui::StartPage</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>Open a model to quantise it to 4 bits, or a quantised one to talk to it. Any folder with config.json and safetensors files will do: drop it anywhere in this window.</source>
        <translation>Öffnen Sie ein Modell, um es auf 4 Bit zu quantisieren, oder ein quantisiertes, um mit ihm zu sprechen. Jeder Ordner mit config.json und safetensors-Dateien ist geeignet: Ziehen Sie ihn irgendwohin in dieses Fenster.</translation>
    </message>
    <message>
        <source>Models found on this machine</source>
        <translation>Auf diesem Rechner gefundene Modelle</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Opens any model folder</source>
        <translation>Öffnet einen beliebigen Modellordner</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>In anderem Ordner suchen…</translation>
    </message>
    <message>
        <source>Adds a folder in which models are looked for at every start</source>
        <translation>Fügt einen Ordner hinzu, in dem bei jedem Start nach Modellen gesucht wird</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Looks for models again</source>
        <translation>Sucht erneut nach Modellen</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht…</translation>
    </message>
    <message>
        <source>No model was found. Open a folder, or look in another one.</source>
        <translation>Es wurde kein Modell gefunden. Öffnen Sie einen Ordner, oder suchen Sie in einem anderen.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found; click one to open it.</source>
        <translation>
            <numerusform>%n Modell gefunden; klicken Sie darauf, um es zu öffnen.</numerusform>
            <numerusform>%n Modelle gefunden; klicken Sie auf eines, um es zu öffnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Look for models in</source>
        <translation>Modelle suchen in</translation>
    </message>
</context>
<context>
    <name>salient::ui::StatusStrip</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Share of the run that is done</source>
        <translation>Erledigter Anteil des Laufs</translation>
    </message>
    <message>
        <source>Holds the run between two steps; nothing is lost</source>
        <translation>Hält den Lauf zwischen zwei Schritten an; nichts geht verloren</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Ends the run; nothing is written under the final name</source>
        <translation>Beendet den Lauf; unter dem endgültigen Namen wird nichts geschrieben</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Reading a recorded run</source>
        <translation>Aufgezeichneter Lauf wird gelesen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Pause the run</source>
        <translation>Lauf anhalten</translation>
    </message>
    <message>
        <source>time left: measuring</source>
        <translation>Restzeit: wird gemessen</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 to %2 left</source>
        <translation>noch %1 bis %2</translation>
    </message>
    <message>
        <source>memory up to %1</source>
        <translation>Speicher bis %1</translation>
    </message>
</context>
<context>
    <name>salient::ui::TensorTree</name>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Planned bits</source>
        <translation>Geplante Bit</translation>
    </message>
</context>
<context>
    <name>salient::ui::TokenPreview</name>
    <message>
        <source>&lt;b&gt;%1 tokens&lt;/b&gt; are used: %2 samples of %3; %4 more are held out to measure.</source>
        <translation>&lt;b&gt;%1 Token&lt;/b&gt; werden verwendet: %2 Proben zu je %3; %4 weitere werden zum Messen zurückgehalten.</translation>
    </message>
    <message>
        <source>&lt;span style=&apos;color:%1&apos;&gt;●&lt;/span&gt; %2 of %3 texts are left out: %4.</source>
        <translation>&lt;span style=&apos;color:%1&apos;&gt;●&lt;/span&gt; %2 von %3 Texten werden ausgelassen: %4.</translation>
    </message>
    <message>
        <source>With chat template</source>
        <translation>Mit Chat-Vorlage</translation>
    </message>
    <message>
        <source>Conversations are shown as the model&apos;s chat template writes them, as in a run</source>
        <translation>Unterhaltungen werden gezeigt, wie die Chat-Vorlage des Modells sie schreibt, also wie in einem Lauf</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Which sample is shown</source>
        <translation>Welche Probe gezeigt wird</translation>
    </message>
    <message>
        <source>Sample </source>
        <translation>Probe </translation>
    </message>
    <message>
        <source>Tokens of the sample</source>
        <translation>Token der Probe</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>The calibration text is shown here as the tokens that a model sees. No model is open yet.</source>
        <translation>Hier wird der Kalibrierungstext als die Token gezeigt, die ein Modell sieht. Noch ist kein Modell geöffnet.</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>What the sources gave</source>
        <translation>Was die Quellen beitrugen</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>The preview of the engine cannot be read: %1.</source>
        <translation>Die Vorschau des Rechenprogramms kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>of %1 shown; cut off within a text</source>
        <translation>von %1 gezeigten; mitten in einem Text abgeschnitten</translation>
    </message>
    <message>
        <source>of %1 shown; ends with a text</source>
        <translation>von %1 gezeigten; endet mit einem Text</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>keine Probe</translation>
    </message>
    <message>
        <source>All texts are used: %1.</source>
        <translation>Alle Texte werden verwendet: %1.</translation>
    </message>
</context>
<context>
    <name>salient::ui::TokenView</name>
    <message>
        <source>Token %1, special</source>
        <translation>Token %1, Sondertoken</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>; belongs to the prompt, so it is not scored</source>
        <translation>; gehört zum Prompt und wird daher nicht bewertet</translation>
    </message>
    <message numerus="yes">
        <source>
… %n more token(s)</source>
        <translation>
            <numerusform>
… %n weiteres Token</numerusform>
            <numerusform>
… %n weitere Token</numerusform>
        </translation>
    </message>
</context>
</TS>
