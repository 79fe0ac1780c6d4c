<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>BudgetWords</name>
    <message numerus="yes">
        <source>%n stay(s) in 16 bit</source>
        <translation>
            <numerusform>%n bleibt in 16 Bit</numerusform>
            <numerusform>%n bleiben in 16 Bit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get(s) %1 bit</source>
        <translation>
            <numerusform>%n bekommt %1 Bit</numerusform>
            <numerusform>%n bekommen %1 Bit</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the sets of layers that share their bits, %1.</source>
        <translation>Von den Gruppen, deren Schichten ihre Bits teilen: %1.</translation>
    </message>
    <message>
        <source>Predicted perplexity &lt;b&gt;%1&lt;/b&gt;, between %2 and %3; KL %4.</source>
        <translation>Vorhergesagte Perplexität &lt;b&gt;%1&lt;/b&gt;, zwischen %2 und %3; KL %4.</translation>
    </message>
    <message>
        <source>That takes back %1 % of what quantising costs on the measured text.</source>
        <translation>Das nimmt %1 % dessen zurück, was das Quantisieren auf dem gemessenen Text kostet.</translation>
    </message>
    <message>
        <source>A better choice could save a KL of %1 at most.</source>
        <translation>Eine bessere Wahl könnte höchstens eine KL von %1 sparen.</translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) that you marked stay(s) so.</source>
        <translation>
            <numerusform>%n Gruppe, die Sie markiert haben, bleibt so.</numerusform>
            <numerusform>%n Gruppen, die Sie markiert haben, bleiben so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) within the noise get(s) no more bits.</source>
        <translation>
            <numerusform>%n Gruppe im Rauschen bekommt nicht mehr Bits.</numerusform>
            <numerusform>%n Gruppen im Rauschen bekommen nicht mehr Bits.</numerusform>
        </translation>
    </message>
    <message>
        <source>A budget needs a measurement of the sensitivity.</source>
        <translation>Ein Budget braucht eine Messung der Empfindlichkeit.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Not possible.&lt;/b&gt; The smallest is %1 bits per weight, %2: %3 bits as the fewest, with their scales and zero points, and %4 of files that are not quantised.</source>
        <translation>&lt;b&gt;Nicht möglich.&lt;/b&gt; Das Kleinste sind %1 Bits je Gewicht, %2: mindestens %3 Bits, mit ihren Skalen und Nullpunkten, und %4 Dateien, die nicht quantisiert sind.</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 bits per weight of the measured layers, files of %2.&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1 Bits je Gewicht der gemessenen Schichten, Dateien von %2.&lt;/b&gt;</translation>
    </message>
</context>
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
    <message>
        <source>KL with only this one quantised</source>
        <translation>KL, wenn nur diese quantisiert ist</translation>
    </message>
    <message>
        <source>KL saved by restoring only this one</source>
        <translation>KL, die das Zurückholen nur dieser spart</translation>
    </message>
    <message>
        <source>Perplexity with only this one quantised</source>
        <translation>Perplexität, wenn nur diese quantisiert ist</translation>
    </message>
    <message>
        <source>Perplexity saved by restoring only this one</source>
        <translation>Perplexität, die das Zurückholen nur dieser spart</translation>
    </message>
    <message>
        <source>Layers that share their bits</source>
        <translation>Schichten, die ihre Bits teilen</translation>
    </message>
    <message>
        <source>KL (nats per token)</source>
        <translation>KL (Nats je Token)</translation>
    </message>
    <message>
        <source>KL saved (nats per token)</source>
        <translation>Gesparte KL (Nats je Token)</translation>
    </message>
    <message>
        <source>Perplexity increase (%)</source>
        <translation>Anstieg der Perplexität (%)</translation>
    </message>
    <message>
        <source>Perplexity saved (%)</source>
        <translation>Gesparte Perplexität (%)</translation>
    </message>
    <message>
        <source>above the noise</source>
        <translation>über dem Rauschen</translation>
    </message>
    <message>
        <source>within the noise</source>
        <translation>im Rauschen</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>{} costs most with {:.3Lg}; {} of {} lie within the noise.</source>
        <translation>{} kostet am meisten: {:.3Lg}; {} von {} liegen im Rauschen.</translation>
    </message>
    <message>
        <source>Size against quality</source>
        <translation>Größe gegen Qualität</translation>
    </message>
    <message>
        <source>Bits per weight of the quantised layers</source>
        <translation>Bits je Gewicht der quantisierten Schichten</translation>
    </message>
    <message>
        <source>Weight files (MB)</source>
        <translation>Gewichtsdateien (MB)</translation>
    </message>
    <message>
        <source>predicted best</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>runs, each on its hold-out</source>
        <translation>Läufe, am eigenen Text</translation>
    </message>
    <message>
        <source>measured on this text</source>
        <translation>an diesem Text gemessen</translation>
    </message>
    <message>
        <source>this choice</source>
        <translation>diese Wahl</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>{:.2Lf} bits per weight: {:.3Lg} predicted, between {:.3Lg} and {:.3Lg}.</source>
        <translation>{:.2Lf} Bits je Gewicht: {:.3Lg} vorhergesagt, zwischen {:.3Lg} und {:.3Lg}.</translation>
    </message>
    <message>
        <source>Of {} settings {} is best with perplexity {:.4Lg}; the original has {:.4Lg}.</source>
        <translation>Von {} Einstellungen ist {} die beste mit Perplexität {:.4Lg}; das Original hat {:.4Lg}.</translation>
    </message>
    <message>
        <source>Of {} settings {} is best with a KL of {:.3Lg}.</source>
        <translation>Von {} Einstellungen ist {} die beste mit einer KL von {:.3Lg}.</translation>
    </message>
    <message>
        <source>Quality over calibration samples</source>
        <translation>Qualität über Kalibrierungsproben</translation>
    </message>
    <message>
        <source>Calibration samples</source>
        <translation>Kalibrierungsproben</translation>
    </message>
    <message>
        <source>{}: {:.4Lg} with {} samples, {:.4Lg} with {}.</source>
        <translation>{}: {:.4Lg} mit {} Proben, {:.4Lg} mit {}.</translation>
    </message>
    <message>
        <source>Bars are the standard deviation over seeds.</source>
        <translation>Balken sind die Standardabweichung über Startwerte.</translation>
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
    <name>Formats</name>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>with remarks</source>
        <translation>mit Bemerkungen</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>nicht möglich</translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>AWQ + GPTQ with error propagation</source>
        <translation>AWQ + GPTQ mit Fehlerweitergabe</translation>
    </message>
    <message>
        <source>NF4</source>
        <translation>NF4</translation>
    </message>
    <message>
        <source>NF4, double quantisation</source>
        <translation>NF4, doppelt quantisiert</translation>
    </message>
    <message>
        <source>LLM.int8()</source>
        <translation>LLM.int8()</translation>
    </message>
    <message>
        <source>SmoothQuant W8A8</source>
        <translation>SmoothQuant W8A8</translation>
    </message>
    <message>
        <source>0.1 % salient channels in 16 bit</source>
        <translation>0,1 % saliente Kanäle in 16 Bit</translation>
    </message>
    <message>
        <source>1 % salient channels in 16 bit</source>
        <translation>1 % saliente Kanäle in 16 Bit</translation>
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
    <name>salient::ui::BudgetPanel</name>
    <message>
        <source>Size against quality is drawn here when the sensitivity is measured.</source>
        <translation>Größe gegen Qualität erscheint hier, wenn die Empfindlichkeit gemessen ist.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>What the lower axis shows</source>
        <translation>Was die untere Achse zeigt</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits je Gewicht</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>What the left axis shows</source>
        <translation>Was die linke Achse zeigt</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Drag the budget line.</source>
        <translation>Ziehen Sie die Budgetlinie.</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>From the smallest possible size to the largest</source>
        <translation>Von der kleinsten möglichen Größe bis zur größten</translation>
    </message>
    <message>
        <source>Of the measured layers, scales and zero points included</source>
        <translation>Der gemessenen Schichten, mit Skalen und Nullpunkten</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> Bits</translation>
    </message>
    <message>
        <source>Weight files</source>
        <translation>Gewichtsdateien</translation>
    </message>
    <message>
        <source>All weight files, with what is not quantised</source>
        <translation>Alle Gewichtsdateien, mit dem, was nicht quantisiert ist</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>8 bit may be chosen</source>
        <translation>8 Bit darf gewählt werden</translation>
    </message>
    <message>
        <source>Whether sets may get 8 bits, which AutoAWQ&apos;s formats do not hold</source>
        <translation>Ob Gruppen 8 Bit bekommen dürfen, die AutoAWQs Formate nicht fassen</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>16 bit may be chosen</source>
        <translation>16 Bit darf gewählt werden</translation>
    </message>
    <message>
        <source>Whether sets may stay in 16 bit</source>
        <translation>Ob Gruppen in 16 Bit bleiben dürfen</translation>
    </message>
    <message>
        <source>Budget:</source>
        <translation>Budget:</translation>
    </message>
    <message>
        <source>Sets may get:</source>
        <translation>Erlaubt sind:</translation>
    </message>
    <message>
        <source>Use these marks</source>
        <translation>Diese Markierungen übernehmen</translation>
    </message>
    <message>
        <source>Puts the bits chosen into the recipe, as one step that can be undone</source>
        <translation>Übernimmt die gewählten Bits ins Rezept, als ein Schritt, der sich rückgängig machen lässt</translation>
    </message>
    <message>
        <source>Quantise again with these marks</source>
        <translation>Mit diesen Markierungen neu quantisieren</translation>
    </message>
    <message>
        <source>Starts a run with the settings of the measured one and these marks, into a new folder</source>
        <translation>Startet einen Lauf mit den Einstellungen des gemessenen und diesen Markierungen, in einen neuen Ordner</translation>
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
    <name>salient::ui::CompareDialog</name>
    <message>
        <source>Compare two models</source>
        <translation>Zwei Modelle vergleichen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Folder of the model to compare with</source>
        <translation>Ordner des Modells, mit dem verglichen wird</translation>
    </message>
    <message>
        <source>Quantised</source>
        <translation>Quantisiert</translation>
    </message>
    <message>
        <source>Folder of the quantised model</source>
        <translation>Ordner des quantisierten Modells</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation>Eine Textdatei, die die Kalibrierung nicht gesehen hat</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>How many windows of the text are compared; 0: all</source>
        <translation>Wie viele Fenster des Textes verglichen werden; 0: alle</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation>Token je Fenster</translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation>Länge jedes Fensters</translation>
    </message>
    <message>
        <source>Original:</source>
        <translation>Original:</translation>
    </message>
    <message>
        <source>Quantised:</source>
        <translation>Quantisiert:</translation>
    </message>
    <message>
        <source>Text:</source>
        <translation>Text:</translation>
    </message>
    <message>
        <source>Windows:</source>
        <translation>Fenster:</translation>
    </message>
    <message>
        <source>Tokens each:</source>
        <translation>Token je Fenster:</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Runs both models over the text</source>
        <translation>Lässt beide Modelle über den Text laufen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation>Vergleich abbrechen</translation>
    </message>
    <message>
        <source>Ends the comparison</source>
        <translation>Beendet den Vergleich</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closes this</source>
        <translation>Schließt dies</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Perplexity of the original</source>
        <translation>Perplexität des Originals</translation>
    </message>
    <message>
        <source>Perplexity of the quantised one</source>
        <translation>Perplexität des quantisierten</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>%1 % ± %2 %</source>
        <translation>%1 % ± %2 %</translation>
    </message>
    <message>
        <source>KL, mean</source>
        <translation>KL, Mittel</translation>
    </message>
    <message>
        <source>KL, median</source>
        <translation>KL, Median</translation>
    </message>
    <message>
        <source>KL, 99th percentile</source>
        <translation>KL, 99. Perzentil</translation>
    </message>
    <message>
        <source>KL, largest</source>
        <translation>KL, größte</translation>
    </message>
    <message>
        <source>Same most likely token</source>
        <translation>Gleiches wahrscheinlichstes Token</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Measure perplexity</source>
        <translation>Perplexität messen</translation>
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
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>%1 cannot hold this: %2</source>
        <translation>%1 fasst das nicht: %2</translation>
    </message>
    <message>
        <source>Choose another format on Run, for example %1.</source>
        <translation>Wählen Sie auf der Seite Lauf ein anderes Format, etwa %1.</translation>
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
    <name>salient::ui::ExportDialog</name>
    <message>
        <source>Export to another format</source>
        <translation>In ein anderes Format exportieren</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writes the folder and reads it back, integer by integer</source>
        <translation>Schreibt den Ordner und liest ihn zurück, Ganzzahl für Ganzzahl</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Nothing is left under the folder&apos;s name</source>
        <translation>Unter dem Namen des Ordners bleibt nichts zurück</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Shows the files that were written</source>
        <translation>Zeigt die geschriebenen Dateien</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closes this</source>
        <translation>Schließt dies</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Where the files go</source>
        <translation>Wohin die Dateien kommen</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Replace an existing folder</source>
        <translation>Vorhandenen Ordner ersetzen</translation>
    </message>
    <message>
        <source>The old folder stays until the new one is proved</source>
        <translation>Der alte Ordner bleibt, bis der neue bewiesen ist</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>%1 is not quantised; there is nothing to convert.</source>
        <translation>%1 ist nicht quantisiert; es gibt nichts umzuwandeln.</translation>
    </message>
    <message>
        <source>%1 is stored as &lt;b&gt;%2&lt;/b&gt;. The integers stay as they are; only their layout changes. Formats that would have to round again are off.</source>
        <translation type="vanished">%1 ist als &lt;b&gt;%2&lt;/b&gt; gespeichert. Die Ganzzahlen bleiben, wie sie sind; nur ihre Anordnung ändert sich. Formate, die neu runden müssten, sind abgeschaltet.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2: read back, all %n linear layer(s) hold the same integers.</source>
        <translation>
            <numerusform>%1, %2: zurückgelesen, die %n lineare Schicht hält dieselben Ganzzahlen.</numerusform>
            <numerusform>%1, %2: zurückgelesen, alle %n linearen Schichten halten dieselben Ganzzahlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reads every layer for what it is.</source>
        <translation>%1 liest jede Schicht als das, was sie ist.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No other format holds these integers as they are; quantise the original into the one you want.</source>
        <translation>Kein anderes Format hält diese Ganzzahlen, wie sie sind; quantisieren Sie das Original in das gewünschte.</translation>
    </message>
    <message>
        <source>%1 is stored as &lt;b&gt;%2&lt;/b&gt;. The integers stay as they are; only their layout changes. Formats of folders that would have to round again are off.</source>
        <translation>%1 ist als &lt;b&gt;%2&lt;/b&gt; gespeichert. Die Ganzzahlen bleiben, wie sie sind; nur ihre Anordnung ändert sich. Ordnerformate, die neu runden müssten, sind aus.</translation>
    </message>
    <message>
        <source>%1, %2: read back, byte for byte what was to be written.</source>
        <translation>%1, %2: zurückgelesen, Byte für Byte das, was zu schreiben war.</translation>
    </message>
    <message>
        <source>Linear layers: %1 with the same integers, %2 with the same and a rounded minimum, %3 rounded again, %4 from 16 bit.</source>
        <translation>Lineare Schichten: %1 mit denselben Ganzzahlen, %2 mit denselben und gerundetem Minimum, %3 neu gerundet, %4 aus 16 Bit.</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Datei:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>The file to write</source>
        <translation>Die Datei, die geschrieben wird</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Replace an existing file</source>
        <translation>Vorhandene Datei ersetzen</translation>
    </message>
    <message>
        <source>The old file stays until the new one is proved</source>
        <translation>Die alte Datei bleibt, bis die neue geprüft ist</translation>
    </message>
    <message>
        <source>Writes the file and reads it back, tensor by tensor</source>
        <translation>Schreibt die Datei und liest sie zurück, Tensor für Tensor</translation>
    </message>
    <message>
        <source>Nothing is left under the file&apos;s name</source>
        <translation>Unter dem Namen der Datei bleibt nichts zurück</translation>
    </message>
    <message>
        <source>GGUF files (*.gguf)</source>
        <translation>GGUF-Dateien (*.gguf)</translation>
    </message>
</context>
<context>
    <name>salient::ui::FormatChoice</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>How the files are laid out, which decides who loads them</source>
        <translation>Wie die Dateien angeordnet sind; davon hängt ab, wer sie lädt</translation>
    </message>
    <message>
        <source>change format</source>
        <translation>Format ändern</translation>
    </message>
    <message>
        <source>%1 · not possible</source>
        <translation>%1 · nicht möglich</translation>
    </message>
</context>
<context>
    <name>salient::ui::FormatTable</name>
    <message>
        <source>Formats</source>
        <translation>Formate</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>Möglich</translation>
    </message>
    <message>
        <source>Loaded by</source>
        <translation>Geladen von</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>not by %1</source>
        <translation>nicht von %1</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>wie jetzt</translation>
    </message>
    <message numerus="yes">
        <source>(%n more)</source>
        <translation>
            <numerusform>(%n weitere)</numerusform>
            <numerusform>(%n weitere)</numerusform>
        </translation>
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
        <translation>Zur Seite Lauf</translation>
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
    <message>
        <source>Runs and studies</source>
        <translation>Läufe und Studien</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Studien</translation>
    </message>
    <message>
        <source>Every run of this machine</source>
        <translation>Alle Läufe dieses Rechners</translation>
    </message>
    <message>
        <source>Many ways to quantise one model, measured beside each other</source>
        <translation>Viele Arten, ein Modell zu quantisieren, nebeneinander gemessen</translation>
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
    <message>
        <source>&amp;Export to another format…</source>
        <translation>In ein anderes Format e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Writes a quantised folder in another layout, the integers unchanged</source>
        <translation>Schreibt einen quantisierten Ordner in anderer Anordnung, die Ganzzahlen unverändert</translation>
    </message>
    <message>
        <source>C&amp;ompare two models…</source>
        <translation>Zwei M&amp;odelle vergleichen…</translation>
    </message>
    <message>
        <source>Perplexity of two models on a text, KL, how often they agree</source>
        <translation>Perplexität zweier Modelle auf einem Text, KL, wie oft sie übereinstimmen</translation>
    </message>
    <message>
        <source>%1 is no model (a folder with config.json and safetensors files), no recorded run (with events.jsonl) and no study (with study.json); nothing was opened.</source>
        <translation>%1 ist kein Modell (ein Ordner mit config.json und safetensors-Dateien), kein aufgezeichneter Lauf (mit events.jsonl) und keine Studie (mit study.json); es wurde nichts geöffnet.</translation>
    </message>
</context>
<context>
    <name>salient::ui::MarkedRun</name>
    <message>
        <source>Reading the settings of the measured run</source>
        <translation>Lesen der Einstellungen des gemessenen Laufs</translation>
    </message>
    <message>
        <source>No format holds these marks.</source>
        <translation>Kein Format fasst diese Markierungen.</translation>
    </message>
    <message>
        <source>Planning the run</source>
        <translation>Planen des Laufs</translation>
    </message>
    <message>
        <source>%1 cannot hold these marks; the run writes %2.</source>
        <translation>%1 fasst diese Markierungen nicht; der Lauf schreibt %2.</translation>
    </message>
    <message>
        <source>quantise again with marks</source>
        <translation>mit Markierungen neu quantisieren</translation>
    </message>
    <message>
        <source>The run goes on; when it is done, its result is measured on the text of the measurement.</source>
        <translation>Der Lauf läuft; wenn er fertig ist, wird sein Ergebnis auf dem Text der Messung gemessen.</translation>
    </message>
    <message>
        <source>The run with these marks did not finish.</source>
        <translation>Der Lauf mit diesen Markierungen wurde nicht fertig.</translation>
    </message>
    <message>
        <source>Measuring the result on the text of the measurement…</source>
        <translation>Das Ergebnis wird auf dem Text der Messung gemessen…</translation>
    </message>
    <message>
        <source>The result was not measured.</source>
        <translation>Das Ergebnis wurde nicht gemessen.</translation>
    </message>
    <message>
        <source>Measuring the result</source>
        <translation>Messen des Ergebnisses</translation>
    </message>
    <message>
        <source>&lt;b&gt;Predicted and measured:&lt;/b&gt; perplexity %1 (%2 to %3) and %4 ± %5; KL %6 and %7 ± %8.</source>
        <translation>&lt;b&gt;Vorhergesagt und gemessen:&lt;/b&gt; Perplexität %1 (%2 bis %3) und %4 ± %5; KL %6 und %7 ± %8.</translation>
    </message>
    <message>
        <source>The prediction holds.</source>
        <translation>Die Vorhersage hält.</translation>
    </message>
    <message>
        <source>The result is better than predicted.</source>
        <translation>Das Ergebnis ist besser als vorhergesagt.</translation>
    </message>
    <message>
        <source>The result is worse than predicted.</source>
        <translation>Das Ergebnis ist schlechter als vorhergesagt.</translation>
    </message>
</context>
<context>
    <name>salient::ui::MeasureForm</name>
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
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation>Textdatei wählen</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>More windows make the noise smaller and take longer in the same measure</source>
        <translation>Mehr Fenster machen das Rauschen kleiner und dauern entsprechend länger</translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation>Token je Fenster</translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation>Länge jedes Fensters</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>Both together predict best, and take twice the time</source>
        <translation>Beide zusammen sagen am besten vorher und dauern doppelt so lange</translation>
    </message>
    <message>
        <source>Both sweeps</source>
        <translation>Beide Durchgänge</translation>
    </message>
    <message>
        <source>Only this one quantised</source>
        <translation>Nur diese quantisiert</translation>
    </message>
    <message>
        <source>Only this one restored</source>
        <translation>Nur diese zurückgeholt</translation>
    </message>
    <message>
        <source>Text:</source>
        <translation>Text:</translation>
    </message>
    <message>
        <source>Windows:</source>
        <translation>Fenster:</translation>
    </message>
    <message>
        <source>Tokens each:</source>
        <translation>Token je Fenster:</translation>
    </message>
    <message>
        <source>Sweeps:</source>
        <translation>Durchgänge:</translation>
    </message>
    <message>
        <source>&lt;b&gt;Measure sensitivity&lt;/b&gt;</source>
        <translation>&lt;b&gt;Empfindlichkeit messen&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure sensitivity</source>
        <translation>Empfindlichkeit messen</translation>
    </message>
    <message>
        <source>Measures the layers of the run that is shown</source>
        <translation>Misst die Schichten des gezeigten Laufs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the measurement</source>
        <translation>Messung abbrechen</translation>
    </message>
    <message>
        <source>Stops; what was measured is kept, and the same measurement goes on there</source>
        <translation>Hält an; was gemessen ist, bleibt, und dieselbe Messung geht dort weiter</translation>
    </message>
    <message>
        <source>Back to the chart</source>
        <translation>Zurück zum Diagramm</translation>
    </message>
    <message>
        <source>Shows the measurement that is there</source>
        <translation>Zeigt die vorhandene Messung</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>A measurement was begun here. With the same text, windows and tokens it goes on where it stopped.</source>
        <translation>Hier wurde eine Messung begonnen. Mit demselben Text, denselben Fenstern und Token geht sie weiter, wo sie anhielt.</translation>
    </message>
    <message>
        <source>A finished run has to be shown; open one in History.</source>
        <translation>Ein fertiger Lauf muss gezeigt sein; öffnen Sie einen im Verlauf.</translation>
    </message>
    <message>
        <source>The error of a layer does not say what it costs. This measures it: each set of layers quantised alone, and each one restored, on a text of yours. It can be stopped, and goes on there later.</source>
        <translation>Der Fehler einer Schicht sagt nicht, was er kostet. Hier wird es gemessen: jede Gruppe von Schichten allein quantisiert und jede allein zurückgeholt, auf einem Text von Ihnen. Es lässt sich anhalten und geht später dort weiter.</translation>
    </message>
</context>
<context>
    <name>salient::ui::Measurement</name>
    <message>
        <source>The sensitivity of the layers is measured.</source>
        <translation>Die Empfindlichkeit der Schichten ist gemessen.</translation>
    </message>
    <message>
        <source>The measurement stopped; what was measured is kept.</source>
        <translation>Die Messung hielt an; was gemessen ist, bleibt.</translation>
    </message>
    <message>
        <source>Measuring the sensitivity</source>
        <translation>Messen der Empfindlichkeit</translation>
    </message>
    <message>
        <source>Reading both models…</source>
        <translation>Beide Modelle werden gelesen…</translation>
    </message>
    <message>
        <source>only this one quantised</source>
        <translation>nur diese quantisiert</translation>
    </message>
    <message>
        <source>only this one restored</source>
        <translation>nur diese zurückgeholt</translation>
    </message>
    <message>
        <source>%1: %2 of %3, last %4 with a KL of %5</source>
        <translation>%1: %2 von %3, zuletzt %4 mit einer KL von %5</translation>
    </message>
    <message>
        <source>Measuring the original…</source>
        <translation>Das Original wird gemessen…</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Reading the sensitivity measurement</source>
        <translation>Lesen der Empfindlichkeitsmessung</translation>
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
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Talk to this model</source>
        <translation>Mit diesem Modell sprechen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Measures its perplexity, and how far it is from the original</source>
        <translation>Misst seine Perplexität und wie weit es vom Original entfernt ist</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Writes it in another format, the integers unchanged</source>
        <translation>Schreibt es in ein anderes Format, die Ganzzahlen unverändert</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>This model is quantised already; its weights were rounded once. Open the original to quantise it.</source>
        <translation>Dieses Modell ist schon quantisiert; seine Gewichte wurden einmal gerundet. Öffnen Sie das Original, um es zu quantisieren.</translation>
    </message>
    <message>
        <source>Layers and their bits</source>
        <translation>Schichten und ihre Bits</translation>
    </message>
    <message>
        <source>quantised already: chat, compare, export</source>
        <translation>schon quantisiert: chatten, vergleichen, exportieren</translation>
    </message>
    <message>
        <source>Quantising it again is off: its weights were rounded once, and what was lost does not come back. Open the original for that.</source>
        <translation>Erneut quantisieren geht nicht: Seine Gewichte wurden einmal gerundet, und was verloren ist, kommt nicht zurück. Öffnen Sie dafür das Original.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>Gruppengröße</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Rundung</translation>
    </message>
</context>
<context>
    <name>salient::ui::OpenStudy</name>
    <message>
        <source>The study is measured.</source>
        <translation>Die Studie ist gemessen.</translation>
    </message>
    <message>
        <source>The study stopped; the settings that were measured are kept.</source>
        <translation>Die Studie wurde angehalten; die gemessenen Einstellungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Measuring a study</source>
        <translation>Messen einer Studie</translation>
    </message>
    <message>
        <source>Reading a study</source>
        <translation>Lesen einer Studie</translation>
    </message>
    <message>
        <source>Reading the model and the texts…</source>
        <translation>Modell und Texte werden gelesen…</translation>
    </message>
    <message>
        <source>Measuring %1</source>
        <translation>Gemessen wird %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
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
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>This model is quantised already; open the original to quantise it.</source>
        <translation>Dieses Modell ist schon quantisiert; öffnen Sie das Original, um es zu quantisieren.</translation>
    </message>
    <message>
        <source>This model is quantised already; open the original to quantise it</source>
        <translation>Dieses Modell ist schon quantisiert; öffnen Sie das Original, um es zu quantisieren</translation>
    </message>
    <message>
        <source>AWQ searches scales that protect the salient channels, GPTQ makes up for each rounding error in the columns that follow; RTN, rounding to nearest, is the baseline</source>
        <translation>AWQ sucht Skalierungen, die die salienten Kanäle schützen; GPTQ gleicht jeden Rundungsfehler in den folgenden Spalten aus; RTN, Runden zum nächsten Wert, ist die Vergleichsbasis</translation>
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
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Writes the result in another format, the integers unchanged</source>
        <translation>Schreibt das Ergebnis in ein anderes Format, die Ganzzahlen unverändert</translation>
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
    <name>salient::ui::SensitivityPanel</name>
    <message>
        <source>This sweep was not measured. Measure again.</source>
        <translation>Dieser Durchgang wurde nicht gemessen. Messen Sie noch einmal.</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>Was die Balken zeigen</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Durchgang</translation>
    </message>
    <message>
        <source>What a set costs in the original, or gives back in the quantised model</source>
        <translation>Was eine Gruppe im Original kostet oder im quantisierten Modell zurückgibt</translation>
    </message>
    <message>
        <source>quantised alone</source>
        <translation>allein quantisiert</translation>
    </message>
    <message>
        <source>restored alone</source>
        <translation>allein zurückgeholt</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>Sortiert</translation>
    </message>
    <message>
        <source>The costliest first, instead of the order of the model</source>
        <translation>Die teuerste zuerst, statt in der Reihenfolge des Modells</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>A line in the chart; the sets above it can be selected at once</source>
        <translation>Eine Linie im Diagramm; die Gruppen darüber lassen sich auf einmal auswählen</translation>
    </message>
    <message>
        <source>Select above</source>
        <translation>Darüber auswählen</translation>
    </message>
    <message>
        <source>Selects all sets above the threshold</source>
        <translation>Wählt alle Gruppen über der Schwelle</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Messen…</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Noch einmal messen</translation>
    </message>
    <message>
        <source>Shows what a measurement needs</source>
        <translation>Zeigt, was eine Messung braucht</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
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
        <translation type="vanished">Das AWQ-Format fasst je Wort 8 Ausgänge, und die Zahl der Ausgänge geht darin nicht auf: Die Schicht bleibt in 16 Bit.</translation>
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
    <message numerus="yes">
        <source>mark %n layer(s) for a size</source>
        <translation>
            <numerusform>%n Schicht für eine Größe markieren</numerusform>
            <numerusform>%n Schichten für eine Größe markieren</numerusform>
        </translation>
    </message>
    <message>
        <source>The format packs several outputs into a word, which its outputs do not fill: it stays in 16 bit.</source>
        <translation>Das Format packt mehrere Ausgänge in ein Wort, das ihre Ausgänge nicht füllen: Sie bleibt in 16 Bit.</translation>
    </message>
    <message>
        <source>The format cannot hold a layer of this shape: it stays in 16 bit.</source>
        <translation>Das Format kann keine Schicht dieser Form halten: Sie bleibt in 16 Bit.</translation>
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
    <name>salient::ui::StoredLayers</name>
    <message>
        <source>whole row</source>
        <translation>ganze Zeile</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>symmetrisch</translation>
    </message>
    <message>
        <source>with zero points</source>
        <translation>mit Nullpunkten</translation>
    </message>
    <message numerus="yes">
        <source>%1 bit: %n layer(s)</source>
        <translation>
            <numerusform>%1 Bit: %n Schicht</numerusform>
            <numerusform>%1 Bit: %n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers and their bits</source>
        <translation>Schichten und ihre Bits</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
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
        <source>Zero points</source>
        <translation>Nullpunkte</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyChartsView</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Perplexity on the text, or how far the predictions are from the original&apos;s</source>
        <translation>Perplexität auf dem Text, oder wie weit die Vorhersagen von denen des Originals entfernt sind</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bits per weight, or bytes of all weights</source>
        <translation>Bits je Gewicht, oder Bytes aller Gewichte</translation>
    </message>
    <message>
        <source>Size against quality is drawn when the first setting is measured.</source>
        <translation>Größe und Qualität werden gezeichnet, sobald die erste Einstellung gemessen ist.</translation>
    </message>
    <message>
        <source>Quality over calibration samples is drawn when settings were measured with several numbers of samples.</source>
        <translation>Die Qualität über Kalibrierungsproben wird gezeichnet, wenn Einstellungen mit mehreren Probenzahlen gemessen wurden.</translation>
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
        <source>Bits per weight</source>
        <translation>Bits je Gewicht</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Quality:</source>
        <translation>Qualität:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyFields</name>
    <message>
        <source>Model to study</source>
        <translation>Modell der Studie</translation>
    </message>
    <message>
        <source>The folder of the original, in 16 bit</source>
        <translation>Der Ordner des Originals, in 16 Bit</translation>
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
        <source>Folder of the study</source>
        <translation>Ordner der Studie</translation>
    </message>
    <message>
        <source>Where the figures are kept; given again, the study goes on there</source>
        <translation>Wo die Zahlen liegen; mit demselben Ordner geht die Studie dort weiter</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Of the text, from its start: more make the errors smaller and take longer</source>
        <translation>Des Textes, von seinem Anfang an: mehr machen die Fehler kleiner und dauern länger</translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation>Token je Fenster</translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation>Länge jedes Fensters</translation>
    </message>
    <message>
        <source>M&amp;odel</source>
        <translation>M&amp;odell</translation>
    </message>
    <message>
        <source>Choose the model&apos;s folder</source>
        <translation>Ordner des Modells wählen</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation>Textdatei wählen</translation>
    </message>
    <message>
        <source>&amp;Windows</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>Tokens per wi&amp;ndow</source>
        <translation>Token &amp;je Fenster</translation>
    </message>
    <message>
        <source>&amp;Calibration</source>
        <translation>&amp;Kalibrierung</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>O&amp;rdner</translation>
    </message>
    <message>
        <source>Choose the folder of the study</source>
        <translation>Ordner der Studie wählen</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bits je Gewicht</translation>
    </message>
    <message>
        <source>One or more, for example: 4, 3</source>
        <translation>Eine Zahl oder mehrere, zum Beispiel: 4, 3</translation>
    </message>
    <message>
        <source>Group sizes</source>
        <translation>Gruppengrößen</translation>
    </message>
    <message>
        <source>Inputs that share a scale, for example: 128, 64; 0 for whole rows</source>
        <translation>Eingänge, die sich eine Skala teilen, zum Beispiel: 128, 64; 0 für ganze Zeilen</translation>
    </message>
    <message>
        <source>Calibration samples</source>
        <translation>Kalibrierungsproben</translation>
    </message>
    <message>
        <source>With several numbers the study shows what more samples bring: 8, 32, 128</source>
        <translation>Mit mehreren Zahlen zeigt die Studie, was mehr Proben bringen: 8, 32, 128</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Startwerte</translation>
    </message>
    <message>
        <source>Of the choice of samples; several show what that choice changes: 1, 2, 3</source>
        <translation>Der Auswahl der Proben; mehrere zeigen, was diese Auswahl ausmacht: 1, 2, 3</translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation>Token je Probe</translation>
    </message>
    <message>
        <source>Length of each calibration sample</source>
        <translation>Länge jeder Kalibrierungsprobe</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>&amp;Bits</source>
        <translation>B&amp;its</translation>
    </message>
    <message>
        <source>&amp;Group sizes</source>
        <translation>&amp;Gruppengrößen</translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation>&amp;Proben</translation>
    </message>
    <message>
        <source>Seed&amp;s</source>
        <translation>&amp;Startwerte</translation>
    </message>
    <message>
        <source>Tokens per samp&amp;le</source>
        <translation>Tok&amp;en je Probe</translation>
    </message>
    <message>
        <source>Measured with every calibration text, number of samples and seed</source>
        <translation>Wird mit jedem Kalibrierungstext, jeder Probenzahl und jedem Startwert gemessen</translation>
    </message>
    <message>
        <source>Needs no calibration: measured once per bits and group size</source>
        <translation>Braucht keine Kalibrierung: wird je Bitzahl und Gruppengröße einmal gemessen</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Calibration texts</source>
        <translation>Kalibrierungstexte</translation>
    </message>
    <message>
        <source>Files or names of embedded texts, one per line, each studied by itself</source>
        <translation>Dateien oder Namen eingebauter Texte, je Zeile einer; jeder wird für sich untersucht</translation>
    </message>
    <message>
        <source>The default text; or files, one per line</source>
        <translation>Der übliche Text; oder Dateien, je Zeile eine</translation>
    </message>
    <message>
        <source>Choose calibration texts</source>
        <translation>Kalibrierungstexte wählen</translation>
    </message>
    <message>
        <source>Choose the model to study.</source>
        <translation>Wählen Sie das Modell der Studie.</translation>
    </message>
    <message>
        <source>Choose a text to measure on.</source>
        <translation>Wählen Sie einen Text zum Messen.</translation>
    </message>
    <message>
        <source>Choose a folder for the figures.</source>
        <translation>Wählen Sie einen Ordner für die Zahlen.</translation>
    </message>
    <message>
        <source>Choose at least one method.</source>
        <translation>Wählen Sie mindestens ein Verfahren.</translation>
    </message>
    <message>
        <source>%1: write whole numbers with commas between them.</source>
        <translation>%1: Schreiben Sie ganze Zahlen mit Kommas dazwischen.</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyForm</name>
    <message>
        <source>The same as a command line</source>
        <translation>Dasselbe als Befehlszeile</translation>
    </message>
    <message>
        <source>What to type in a terminal for the same study</source>
        <translation>Was für dieselbe Studie in ein Terminal zu tippen ist</translation>
    </message>
    <message>
        <source>&lt;b&gt;Study a model&lt;/b&gt;</source>
        <translation>&lt;b&gt;Ein Modell untersuchen&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Quantises the model in every combination of what stands in the lists and measures each on a text of yours. It can be stopped, and goes on in the same folder later.</source>
        <translation>Quantisiert das Modell in jeder Kombination dessen, was in den Listen steht, und misst jede auf einem Text von Ihnen. Die Studie lässt sich anhalten und geht im selben Ordner später weiter.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start the study</source>
        <translation>Die Studie starten</translation>
    </message>
    <message>
        <source>Measures the settings that the folder does not have yet</source>
        <translation>Misst die Einstellungen, die der Ordner noch nicht hat</translation>
    </message>
    <message>
        <source>Back to the figures</source>
        <translation>Zurück zu den Zahlen</translation>
    </message>
    <message>
        <source>Shows the study that is there</source>
        <translation>Zeigt die Studie, die da ist</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copies the command line</source>
        <translation>Kopiert die Befehlszeile</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) will be measured</source>
        <translation>
            <numerusform>%n Einstellung wird gemessen</numerusform>
            <numerusform>%n Einstellungen werden gemessen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) in the folder already.</source>
        <translation>
            <numerusform>%n liegt schon im Ordner.</numerusform>
            <numerusform>%n liegen schon im Ordner.</numerusform>
        </translation>
    </message>
    <message>
        <source>A study is being measured.</source>
        <translation>Eine Studie wird gemessen.</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyPanel</name>
    <message>
        <source>No study is open</source>
        <translation>Keine Studie ist offen</translation>
    </message>
    <message>
        <source>A study sets many ways to quantise one model beside each other: methods, bits, group sizes, calibration texts and numbers of samples, each with its size and quality. Open the folder of one, or measure one.</source>
        <translation>Eine Studie stellt viele Arten, ein Modell zu quantisieren, nebeneinander: Verfahren, Bits, Gruppengrößen, Kalibrierungstexte und Probenzahlen, jede mit ihrer Größe und Qualität. Öffnen Sie den Ordner einer Studie, oder messen Sie eine.</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>Neue Studie</translation>
    </message>
    <message>
        <source>Open study…</source>
        <translation>Studie öffnen…</translation>
    </message>
    <message>
        <source>Opens the folder of a study</source>
        <translation>Öffnet den Ordner einer Studie</translation>
    </message>
    <message>
        <source>New study…</source>
        <translation>Neue Studie…</translation>
    </message>
    <message>
        <source>Shows what a study needs</source>
        <translation>Zeigt, was eine Studie braucht</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>Fortsetzen…</translation>
    </message>
    <message>
        <source>Shows the settings of this study, to measure those that are missing or others beside them</source>
        <translation>Zeigt die Einstellungen dieser Studie, um fehlende oder weitere zu messen</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all, as text</source>
        <translation>Kopiert die ausgewählten Zeilen, oder alle, als Text</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Tabelle speichern…</translation>
    </message>
    <message>
        <source>Saves all lines as CSV</source>
        <translation>Speichert alle Zeilen als CSV</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Recent studies</source>
        <translation>Zuletzt geöffnete Studien</translation>
    </message>
    <message>
        <source>Studies that were opened here</source>
        <translation>Studien, die hier geöffnet waren</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 ist nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>No study was opened yet</source>
        <translation>Noch keine Studie wurde geöffnet</translation>
    </message>
    <message>
        <source>Open the folder of a study</source>
        <translation>Ordner einer Studie öffnen</translation>
    </message>
    <message>
        <source>The table is copied.</source>
        <translation>Die Tabelle ist kopiert.</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>The table is written to %1.</source>
        <translation>Die Tabelle ist nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>Saving the table</source>
        <translation>Speichern der Tabelle</translation>
    </message>
    <message>
        <source>%1 of %2 settings measured</source>
        <translation>%1 von %2 Einstellungen gemessen</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) measured</source>
        <translation>
            <numerusform>%n Einstellung gemessen</numerusform>
            <numerusform>%n Einstellungen gemessen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2 windows of %3 tokens of %4 · %5</source>
        <translation>%1 auf %2 Fenstern zu %3 Token von %4 · %5</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyProgress</name>
    <message>
        <source>Progress of the study</source>
        <translation>Fortschritt der Studie</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the study</source>
        <translation>Die Studie abbrechen</translation>
    </message>
    <message>
        <source>Stops; the settings that were measured are kept, and the study can go on later</source>
        <translation>Hält an; die gemessenen Einstellungen bleiben, und die Studie kann später weitergehen</translation>
    </message>
    <message>
        <source>(and %1 more)</source>
        <translation>(und %1 weitere)</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyTableModel</name>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>default</source>
        <translation>üblicher Text</translation>
    </message>
    <message>
        <source>Inputs that share a scale</source>
        <translation>Eingänge, die sich eine Skala teilen</translation>
    </message>
    <message>
        <source>All weights as they would be stored, those that stay in 16 bit among them</source>
        <translation>Alle Gewichte, wie sie gespeichert würden, auch die in 16 Bit</translation>
    </message>
    <message>
        <source>Of the quantised layers, with their scales and zero points</source>
        <translation>Der quantisierten Schichten, mit ihren Skalen und Nullpunkten</translation>
    </message>
    <message>
        <source>On the text of the study. The original&apos;s error is that of its perplexity, the others&apos; that of the difference from it</source>
        <translation>Auf dem Text der Studie. Der Fehler des Originals ist der seiner Perplexität, der der anderen der des Unterschieds zu ihm</translation>
    </message>
    <message>
        <source>How far the predictions are from the original&apos;s</source>
        <translation>Wie weit die Vorhersagen von denen des Originals entfernt sind</translation>
    </message>
    <message>
        <source>Tokens whose most likely next token is the original&apos;s</source>
        <translation>Token, deren wahrscheinlichstes nächstes Token das des Originals ist</translation>
    </message>
    <message>
        <source>Of quantising alone, with its share of what several settings used together</source>
        <translation>Des Quantisierens allein, mit seinem Anteil an dem, was mehrere Einstellungen gemeinsam nutzten</translation>
    </message>
    <message>
        <source>That quantising is planned to take</source>
        <translation>Der für das Quantisieren geplant ist</translation>
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
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Size (MB)</source>
        <translation>Größe (MB)</translation>
    </message>
    <message>
        <source>Bits per
weight</source>
        <translation>Bits je
Gewicht</translation>
    </message>
    <message>
        <source>Perplexity
± error</source>
        <translation>Perplexität
± Fehler</translation>
    </message>
    <message>
        <source>KL ± error
(nats per token)</source>
        <translation>KL ± Fehler
(Nats je Token)</translation>
    </message>
    <message>
        <source>Same top
token (%)</source>
        <translation>Gleiches
Token (%)</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>Zeit (s)</translation>
    </message>
    <message>
        <source>Memory
(MB)</source>
        <translation>Speicher
(MB)</translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyTableView</name>
    <message>
        <source>Settings of the study and what they cost</source>
        <translation>Einstellungen der Studie und was sie kosten</translation>
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
