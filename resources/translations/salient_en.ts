<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>BudgetWords</name>
    <message numerus="yes">
        <source>%n stay(s) in 16 bit</source>
        <translation>
            <numerusform>%n stays in 16 bit</numerusform>
            <numerusform>%n stay in 16 bit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n get(s) %1 bit</source>
        <translation>
            <numerusform>%n gets %1 bit</numerusform>
            <numerusform>%n get %1 bit</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the sets of layers that share their bits, %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted perplexity &lt;b&gt;%1&lt;/b&gt;, between %2 and %3; KL %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That takes back %1 % of what quantising costs on the measured text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A better choice could save a KL of %1 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) that you marked stay(s) so.</source>
        <translation>
            <numerusform>%n set that you marked stays so.</numerusform>
            <numerusform>%n sets that you marked stay so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) within the noise get(s) no more bits.</source>
        <translation>
            <numerusform>%n set within the noise gets no more bits.</numerusform>
            <numerusform>%n sets within the noise get no more bits.</numerusform>
        </translation>
    </message>
    <message>
        <source>A budget needs a measurement of the sensitivity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Not possible.&lt;/b&gt; The smallest is %1 bits per weight, %2: %3 bits as the fewest, with their scales and zero points, and %4 of files that are not quantised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 bits per weight of the measured layers, files of %2.&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartExport</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the drawing could not begin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Scale search: block {}, {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio r of the scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error (MSE)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scales |x|^r</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scales |x|^r / |w|^(1-r)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no scaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} candidates so far; the lowest error is {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio {:.2Lf} wins: {:.1Lf} % less error than without scaling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scaling wins: every scale tried made the error larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channels: block {}, {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean |x|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean |x|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel {} is largest with mean |x| {:.3Lg}, {:.0Lf} times the median of {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the file gives them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} weights between {:.3Lg} and {:.3Lg}, {} bits each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} weights, kept in 16 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error per layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relative output error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounding to nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} is worst with {:.3Lg}; half of the {} layers stay below {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signal-to-noise ratio per layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} is worst with {:.1Lf} dB; half of the {} layers stay above {:.1Lf} dB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error per block on the hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all layers so far quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After {} blocks the output differs by {:.3Lg} of its energy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows of text measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{:.3Lf} ± {:.3Lf} after {} of {} windows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error per layer, run beside run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error per block on the hold-out, run beside run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} has the lowest median, {:.3Lg}; {} the highest, {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scaled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.5</source>
        <extracomment>Shows the decimal point of the language</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL with only this one quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL saved by restoring only this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity with only this one quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity saved by restoring only this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that share their bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL (nats per token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL saved (nats per token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity increase (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity saved (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} costs most with {:.3Lg}; {} of {} lie within the noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size against quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight of the quantised layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight files (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs, each on its hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured on this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{:.2Lf} bits per weight: {:.3Lg} predicted, between {:.3Lg} and {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {} settings {} is best with perplexity {:.4Lg}; the original has {:.4Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {} settings {} is best with a KL of {:.3Lg}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality over calibration samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}: {:.4Lg} with {} samples, {:.4Lg} with {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars are the standard deviation over seeds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Count</name>
    <message>
        <source>%1 billion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 thousand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventStream</name>
    <message>
        <source>Line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not possible</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>AWQ + GPTQ with error propagation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NF4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NF4, double quantisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLM.int8()</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SmoothQuant W8A8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.1 % salient channels in 16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 % salient channels in 16 bit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReplyFigures</name>
    <message>
        <source>%1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first after %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>prompt %n token(s)</source>
        <translation>
            <numerusform>prompt %n token</numerusform>
            <numerusform>prompt %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the context is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended by the limit of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed %1. Of the prompt, %2 tokens were known from the turn before; the others were read at %3. The model was there after %4 s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>no object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings %1 could not be read (%2); they were put aside as %3 and the defaults hold.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::AmountPanel</name>
    <message>
        <source>change samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change tokens per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences that calibration reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed draws other parts of the texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences kept out of calibration, to measure before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× &amp;tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= &lt;b&gt;%1 tokens&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::BudgetPanel</name>
    <message>
        <source>Size against quality is drawn here when the sensitivity is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the lower axis shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the left axis shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the budget line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the smallest possible size to the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the measured layers, scales and zero points included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All weight files, with what is not quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 bit may be chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether sets may get 8 bits, which AutoAWQ&apos;s formats do not hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 bit may be chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether sets may stay in 16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets may get:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the bits chosen into the recipe, as one step that can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantise again with these marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a run with the settings of the measured one and these marks, into a new folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ChartTable</name>
    <message>
        <source>Series</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ChartView</name>
    <message>
        <source>Numbers of the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⋯</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart menu: table, copy, save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table, copy, save as PNG, SVG or CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ChatPage</name>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the replies; what was written stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the last reply again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another version of the last replies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies all that is shown as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins a new conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask both models. Enter sends, Shift+Enter begins a new line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends the message (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the replies; what was written stays (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows and asks the left model only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model above a pane first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model. Enter sends, Shift+Enter begins a new line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ChatPane</name>
    <message>
        <source>Asking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that answers here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replies are written here as they are made. No model is chosen yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replies are written here as they are made. Nothing was asked yet; the model is loaded with the first message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model to talk to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for the first token…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::CompareDialog</name>
    <message>
        <source>Compare two models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the model to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the quantised model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many windows of the text are compared; 0: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantised:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens each:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs both models over the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of the quantised one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % ± %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL, mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL, median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL, 99th percentile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL, largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same most likely token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure perplexity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::DataPage</name>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds texts of yours: txt, md, jsonl, json, csv or parquet; or drop them onto this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the selected source away (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights say how much each source gives; else all texts are drawn from alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts that come with Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources of calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop txt, md, jsonl, csv or parquet files onto this page, or add them below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration needs a text: without another one, the preset “%1” is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose the mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mix by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>add %n file(s)</source>
        <translation>
            <numerusform>add %n file</numerusform>
            <numerusform>add %n files</numerusform>
        </translation>
    </message>
    <message>
        <source>Texts for calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl *.json *.csv *.parquet)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fields of %1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::DiagnosePage</name>
    <message>
        <source>Diagnose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers&apos; errors are drawn when a run has packed one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No measurement yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run measures the error of each layer. Start one, or open an old one in History; then mark the layers that suffer for 8 or 16 bits here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line in the chart; layers on its bad side can be selected at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select beyond the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selects all layers on the bad side of the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark 8 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark 16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the marks of the selected layers away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks the selected layers, and what is fused with them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks the selected layers for 8 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the selected layers in 16 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select beyond the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clears the selection of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result: &lt;b&gt;%1&lt;/b&gt;, %2 bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the run&apos;s model to see the size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No marks. Select bars or rows and mark them: Alt+8 for 8 bits, Alt+6 for 16, Alt+4 to take a mark away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Marked: %n layer(s) for 8 bit</source>
        <translation>
            <numerusform>Marked: %n layer for 8 bit</numerusform>
            <numerusform>Marked: %n layers for 8 bit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n for 16 bit.</source>
        <translation>
            <numerusform>, %n for 16 bit.</numerusform>
            <numerusform>, %n for 16 bit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select layers first: click bars, draw a rectangle, or choose rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 8 bit %2 16 bit</source>
        <comment>colours of marked bars</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks count from the next run on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot hold this: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format on Run, for example %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::DifferenceModel</name>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::EngineProcess</name>
    <message>
        <source>The program %1 could not be started: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (signal %1); what it had reported is kept, and it starts again with the next command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended with exit code %1; what it had reported is kept, and it starts again with the next command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Its last words: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording %1 cannot be opened: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ErrorCard</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies sentence, code and versions for a bug report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts this message away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code %1, exit code %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ExportDialog</name>
    <message>
        <source>Export to another format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the folder and reads it back, integer by integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left under the folder&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the files that were written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the files go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace an existing folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old folder stays until the new one is proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not quantised; there is nothing to convert.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %2: read back, all %n linear layer(s) hold the same integers.</source>
        <translation>
            <numerusform>%1, %2: read back, the %n linear layer holds the same integers.</numerusform>
            <numerusform>%1, %2: read back, all %n linear layers hold the same integers.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reads every layer for what it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other format holds these integers as they are; quantise the original into the one you want.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is stored as &lt;b&gt;%2&lt;/b&gt;. The integers stay as they are; only their layout changes. Formats of folders that would have to round again are off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: read back, byte for byte what was to be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear layers: %1 with the same integers, %2 with the same and a rounded minimum, %3 rounded again, %4 from 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace an existing file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old file stays until the new one is proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the file and reads it back, tensor by tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left under the file&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF files (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::FormatChoice</name>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the files are laid out, which decides who loads them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · not possible</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::FormatTable</name>
    <message>
        <source>Formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>(%n more)</source>
        <translation>
            <numerusform>(%n more)</numerusform>
            <numerusform>(%n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>salient::ui::HistoryPage</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run is kept: its settings, everything it measured, its result. They are listed here to be opened, compared and reported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the list of runs …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the selected run on the pages Run and Diagnose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays the selected runs over each other and lists what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the selected run as one HTML file with all charts and numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the selected runs to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the list of runs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program of this machine opens %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two runs or more to compare them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTML (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is written: &lt;a href=&quot;%1&quot;&gt;open %2&lt;/a&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move this run to the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move these %1 runs to the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1

Only the records go; models that the runs have written stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in %1 goes on; it was not moved to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be moved to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run was moved to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs were moved to the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notes are saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs and studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run of this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many ways to quantise one model, measured beside each other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::KernelsPage</name>
    <message>
        <source>Kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels are not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latency of matrix-matrix and matrix-vector kernels over the number of tokens will be compared here. This version computes with de-quantised weights and has no packed kernels to measure; the tokens per second of a model stand under each pane of the chat.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::LayerModel</name>
    <message>
        <source>%1, marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear layer, in the order of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs × inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight, planned or marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error as a share of the output&apos;s energy, on calibration data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much less error than rounding to nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signal-to-quantisation-noise ratio in dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of the layer in the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::LayerTable</name>
    <message>
        <source>Filter layers, e.g. down_proj</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::MainWindow</name>
    <message>
        <source>Reading the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the last change of settings or marks back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does the change again that was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the folder of a recorded run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent &amp;models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds any action by its words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the window: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset this page&apos;s layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the panels of this page back where they were at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system&apos;s language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quantise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantises the open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause or resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds the run, or lets it go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists the keys of all actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salient Studio %1

Quantises language models to 4 bits with AWQ, and shows what it costs.

The window is under GPL-3.0-or-later (it uses QCustomPlot), the engine under Apache-2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening what was dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%2 · Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored layout of “%1” does not fit any more; the first one holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window cancels the run; nothing is written under the final name. Close?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run ●</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export to another format…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a quantised folder in another layout, the integers unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ompare two models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of two models on a text, KL, how often they agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no model (a folder with config.json and safetensors files), no recorded run (with events.jsonl) and no study (with study.json); nothing was opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::MarkedRun</name>
    <message>
        <source>Reading the settings of the measured run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No format holds these marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planning the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot hold these marks; the run writes %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantise again with marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run goes on; when it is done, its result is measured on the text of the measurement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run with these marks did not finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the result on the text of the measurement…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result was not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Predicted and measured:&lt;/b&gt; perplexity %1 (%2 to %3) and %4 ± %5; KL %6 and %7 ± %8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prediction holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is better than predicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is worse than predicted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::MeasureForm</name>
    <message>
        <source>Text to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More windows make the noise smaller and take longer in the same measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both together predict best, and take twice the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both sweeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this one quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this one restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens each:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweeps:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Measure sensitivity&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures the layers of the run that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops; what was measured is kept, and the same measurement goes on there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the measurement that is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A measurement was begun here. With the same text, windows and tokens it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A finished run has to be shown; open one in History.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error of a layer does not say what it costs. This measures it: each set of layers quantised alone, and each one restored, on a text of yours. It can be stopped, and goes on there later.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::Measurement</name>
    <message>
        <source>The sensitivity of the layers is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The measurement stopped; what was measured is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the sensitivity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading both models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only this one quantised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only this one restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3, last %4 with a KL of %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the original…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the sensitivity measurement</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::MessageList</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::MessageView</name>
    <message>
        <source>Your message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select with mouse or keys to copy a part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the version before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the version after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the text of this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks again with another text; this one stays as a version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts words into the model&apos;s mouth; this one stays as a version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the reply again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for another reply; this one stays as a version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model · stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model · no reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model · writing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new text of this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the new text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a version with this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the message as it was</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ModelListModel</name>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half-downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>half-downloaded, %n file(s) missing</source>
        <translation>
            <numerusform>half-downloaded, %n file missing</numerusform>
            <numerusform>half-downloaded, %n files missing</numerusform>
        </translation>
    </message>
    <message>
        <source>quantised: chat and evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supported in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not supported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ModelPage</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here you see what a model is made of, and what quantising it will cost, before anything starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantise…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the settings of a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the settings of a run; nothing starts yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search parts and tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supported in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What works: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of them %2 for keys and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantising it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures its perplexity, and how far it is from the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes it in another format, the integers unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is quantised already; its weights were rounded once. Open the original to quantise it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers and their bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantised already: chat, compare, export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantising it again is off: its weights were rounded once, and what was lost does not come back. Open the original for that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::OpenStudy</name>
    <message>
        <source>The study is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The study stopped; the settings that were measured are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring a study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading a study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the model and the texts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::Page</name>
    <message>
        <source>Shows or hides “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::PerplexityPanel</name>
    <message>
        <source>Choose a text; the perplexity on it is drawn here while it is measured. Lower is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 ± %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many windows of 2048 tokens are measured; 0: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of the open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity of what the run wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>windows: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>windows: all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::PresetList</name>
    <message>
        <source>Asking for the presets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The presets of the engine cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RecipeForm</name>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much calibration text and time the run gets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
    <message>
        <source>Group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs that share a scale: smaller groups are more exact and need more space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip large weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches a limit per group that lowers the output error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace an existing folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old folder stays until the new one is proved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the output folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to type in a terminal for the same run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantises the model into the output folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tokens each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change tokens per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do not clip weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replace the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · not for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay in 16 bit: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · ≈ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is quantised already; open the original to quantise it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model is quantised already; open the original to quantise it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AWQ searches scales that protect the salient channels, GPTQ makes up for each rounding error in the columns that follow; RTN, rounding to nearest, is the baseline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::ResultCard</name>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the files of the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which layers suffer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to the result beside the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Finished:&lt;/b&gt; %1 in %2, %3 before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity on held-out text %1 → %2 (%3 %), KL divergence %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the result in another format, the integers unchanged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RunComparison</name>
    <message>
        <source>None of these runs has packed a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these runs has measured a block on a hold-out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select two or more runs and press Compare: their errors are laid over each other here, beside a table of what differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings that differ, and what came of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading run %1 of %2 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 runs …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their perplexities before differ: the runs measured other models or other texts, so those after say nothing against each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RunListModel</name>
    <message>
        <source>%1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of runs cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RunNotes</name>
    <message>
        <source>Notes of the selected run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your words beside this run; kept in its folder as notes.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes: why this run, what it showed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one run to see and write notes of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RunPage</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error of every scale that AWQ tries is drawn here while a run goes on. Start one on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input channels of the present group, the salient ones marked, when a run measures them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the selected layer before and after rounding, when it is packed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error of each finished layer, when there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the error grows from block to block on held-out text, when a block is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One small curve per finished scale search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;All scale searches:&lt;/b&gt; output error (MSE) over ratio r; click to enlarge.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::RunTable</name>
    <message>
        <source>Filter runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter, e.g. a model, 2026-11, failed, a word of the notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::SamplingPanel</name>
    <message>
        <source>System prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is told before the first message; base models ignore it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System prompt (none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always the likeliest token: the same reply each time, best for comparing two models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How bold the choice is: 0 takes the likeliest, 1 draws as the model thinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this many likeliest tokens; 0: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together have this probability; 1: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only tokens at least this likely, as a share of the likeliest one; 0: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes tokens that were there already less likely; 1: no penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another reply each time; both panes get the same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reply ends after this many tokens at the latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default sampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts all numbers back; the system prompt stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::SensitivityPanel</name>
    <message>
        <source>This sweep was not measured. Measure again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a set costs in the original, or gives back in the quantised model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantised alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restored alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The costliest first, instead of the order of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line in the chart; the sets above it can be selected at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selects all sets above the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a measurement needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::Session</name>
    <message>
        <source>Marked for other bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A router of experts: it stays in 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group size does not divide its inputs: it stays in 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was cancelled; nothing was written under the final name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantising %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan of the engine cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>unmark %n layer(s)</source>
        <translation>
            <numerusform>unmark %n layer</numerusform>
            <numerusform>unmark %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %n layer(s) %1-bit</source>
        <translation>
            <numerusform>mark %n layer %1-bit</numerusform>
            <numerusform>mark %n layers %1-bit</numerusform>
        </translation>
    </message>
    <message>
        <source>A run is going on; open another one when it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>mark %n layer(s) for a size</source>
        <translation>
            <numerusform>mark %n layer for a size</numerusform>
            <numerusform>mark %n layers for a size</numerusform>
        </translation>
    </message>
    <message>
        <source>The format packs several outputs into a word, which its outputs do not fill: it stays in 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format cannot hold a layer of this shape: it stays in 16 bit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::SourceTable</name>
    <message>
        <source>Sources of calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the calibration texts come from; Delete takes the selected one away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of source %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the samples this source gives, beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes with Salient Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of source %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which field of each record is read; automatic takes what its shape says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text has no fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts after those that repeat another one were left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of all its texts, whether used or not</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StartPage</name>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model to quantise it to 4 bits, or a quantised one to talk to it. Any folder with config.json and safetensors files will do: drop it anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models found on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens any model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a folder in which models are looked for at every start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks for models again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model was found. Open a folder, or look in another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found; click one to open it.</source>
        <translation>
            <numerusform>%n model found; click it to open it.</numerusform>
            <numerusform>%n models found; click one to open it.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for models in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StatusStrip</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the run that is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds the run between two steps; nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the run; nothing is written under the final name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading a recorded run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time left: measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory up to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StoredLayers</name>
    <message>
        <source>whole row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with zero points</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 bit: %n layer(s)</source>
        <translation>
            <numerusform>%1 bit: %n layer</numerusform>
            <numerusform>%1 bit: %n layers</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers and their bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyChartsView</name>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity on the text, or how far the predictions are from the original&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight, or bytes of all weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size against quality is drawn when the first setting is measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality over calibration samples is drawn when settings were measured with several numbers of samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyFields</name>
    <message>
        <source>Model to study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the original, in 16 bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to measure on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text file that the calibration did not see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the figures are kept; given again, the study goes on there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the text, from its start: more make the errors smaller and take longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;odel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per wi&amp;ndow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One or more, for example: 4, 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs that share a scale, for example: 128, 64; 0 for whole rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With several numbers the study shows what more samples bring: 8, 32, 128</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the choice of samples; several show what that choice changes: 1, 2, 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of each calibration sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;amples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed&amp;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per samp&amp;le</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured with every calibration text, number of samples and seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs no calibration: measured once per bits and group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files or names of embedded texts, one per line, each studied by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default text; or files, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose calibration texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model to study.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text to measure on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder for the figures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: write whole numbers with commas between them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyForm</name>
    <message>
        <source>The same as a command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to type in a terminal for the same study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Study a model&lt;/b&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantises the model in every combination of what stands in the lists and measures each on a text of yours. It can be stopped, and goes on in the same folder later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures the settings that the folder does not have yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the study that is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) will be measured</source>
        <translation>
            <numerusform>%n setting will be measured</numerusform>
            <numerusform>%n settings will be measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) in the folder already.</source>
        <translation>
            <numerusform>%n is in the folder already.</numerusform>
            <numerusform>%n are in the folder already.</numerusform>
        </translation>
    </message>
    <message>
        <source>A study is being measured.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyPanel</name>
    <message>
        <source>No study is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A study sets many ways to quantise one model beside each other: methods, bits, group sizes, calibration texts and numbers of samples, each with its size and quality. Open the folder of one, or measure one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open study…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the folder of a study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New study…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a study needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the settings of this study, to measure those that are missing or others beside them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the selected lines, or all, as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves all lines as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studies that were opened here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No study was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of a study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table is written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 settings measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) measured</source>
        <translation>
            <numerusform>%n setting measured</numerusform>
            <numerusform>%n settings measured</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2 windows of %3 tokens of %4 · %5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyProgress</name>
    <message>
        <source>Progress of the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops; the settings that were measured are kept, and the study can go on later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(and %1 more)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyTableModel</name>
    <message>
        <source>%1 ± %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs that share a scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All weights as they would be stored, those that stay in 16 bit among them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the quantised layers, with their scales and zero points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the text of the study. The original&apos;s error is that of its perplexity, the others&apos; that of the difference from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the predictions are from the original&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens whose most likely next token is the original&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of quantising alone, with its share of what several settings used together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That quantising is planned to take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per
weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity
± error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL ± error
(nats per token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same top
token (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory
(MB)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::StudyTableView</name>
    <message>
        <source>Settings of the study and what they cost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::TensorTree</name>
    <message>
        <source>Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned bits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::TokenPreview</name>
    <message>
        <source>&lt;b&gt;%1 tokens&lt;/b&gt; are used: %2 samples of %3; %4 more are held out to measure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;span style=&apos;color:%1&apos;&gt;●&lt;/span&gt; %2 of %3 texts are left out: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations are shown as the model&apos;s chat template writes them, as in a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which sample is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The calibration text is shown here as the tokens that a model sees. No model is open yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sources gave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preview of the engine cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 shown; cut off within a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 shown; ends with a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All texts are used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>salient::ui::TokenView</name>
    <message>
        <source>Token %1, special</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; belongs to the prompt, so it is not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>
… %n more token(s)</source>
        <translation>
            <numerusform>
… %n more token</numerusform>
            <numerusform>
… %n more tokens</numerusform>
        </translation>
    </message>
</context>
</TS>
