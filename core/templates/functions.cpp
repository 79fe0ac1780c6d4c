// SPDX-License-Identifier: Apache-2.0
#include "core/templates/functions.h"

#include "core/templates/interpreter.h"
#include "core/templates/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace salient::templates {

namespace {

/// jinja2/sandbox.py, MAX_RANGE.
constexpr int64_t kLongestRange = 100'000;

Value range(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    const auto bound = arguments.bind("range", {"start", "stop", "step"}, 1);
    const int64_t first = requireInteger(*bound[0], "range()");
    const int64_t begin = bound[1] ? first : 0;
    const int64_t end = bound[1] ? requireInteger(*bound[1], "range()") : first;
    const int64_t step = bound[2] ? requireInteger(*bound[2], "range()") : 1;
    if (step == 0) {
        throw Fault("makes a range with a step of zero");
    }
    const double length = (static_cast<double>(end) - static_cast<double>(begin)) / static_cast<double>(step);
    if (length > static_cast<double>(kLongestRange)) {
        throw Fault(fmt::format("makes a range of more than {} numbers", kLongestRange), Fault::Kind::Limit);
    }
    interpreter.budget().makeList(static_cast<size_t>(std::max(length, 0.0)));
    std::vector<Value> numbers;
    for (int64_t i = begin; step > 0 ? i < end : i > end;) {
        numbers.emplace_back(i);
        if (__builtin_add_overflow(i, step, &i)) {
            break;
        }
    }
    Sequence sequence(SequenceKind::Range, std::move(numbers));
    sequence.label =
        step == 1 ? fmt::format("range({}, {})", begin, end) : fmt::format("range({}, {}, {})", begin, end, step);
    return Value(std::move(sequence));
}

/// What dict(…) and namespace(…) take: at most one mapping or list of pairs, and keywords.
Dict dictOf(Interpreter& interpreter, const CallArguments& arguments) {
    Dict dict;
    if (arguments.positional.size() > 1) {
        throw Fault("gives more than one positional argument to dict() or namespace()");
    }
    for (const Value& given : arguments.positional) {
        if (given.asDict() != nullptr) {
            dict = *given.asDict();
            continue;
        }
        for (const Value& item : interpreter.itemsOf(given)) {
            const std::vector<Value> pair = interpreter.itemsOf(item);
            if (pair.size() != 2) {
                throw Fault("makes a dictionary of items that are no pairs");
            }
            dict.set(pair[0], pair[1]);
        }
    }
    for (const auto& [name, value] : arguments.keywords) {
        dict.set(name, value);
    }
    interpreter.budget().makeList(dict.size());
    return dict;
}

Value makeDict(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    return Value(dictOf(interpreter, arguments));
}

Value makeNamespace(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    auto* space = interpreter.make<Namespace>();
    const Dict values = dictOf(interpreter, arguments);
    for (const auto& [key, value] : values.entries()) {
        space->set(requireText(key, "namespace()").bytes(), value);
    }
    return Value(space);
}

Value raiseException(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    const auto bound = arguments.bind("raise_exception", {"message"}, 1);
    throw Fault(interpreter.textOf(*bound[0]).bytes(), Fault::Kind::Refused);
}

Value strftimeNow(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    const auto bound = arguments.bind("strftime_now", {"format"}, 1);
    const MarkedText& format = requireText(*bound[0], "strftime_now()");
    interpreter.budget().makeText(format.size());
    // A result of no characters and one that does not fit look the same; the mark tells them apart.
    const std::string marked = format.bytes() + "$";
    constexpr size_t kLongest = 65536;
    std::string text(std::min(kLongest, 256 + 16 * marked.size()), '\0');
    const size_t written = std::strftime(text.data(), text.size(), marked.c_str(), &interpreter.now());
    if (written == 0) {
        throw Fault("formats a time at a length that a rendering may not have", Fault::Kind::Limit);
    }
    text.resize(written - 1);
    return Value(MarkedText::madeFrom(std::move(text), {&format}));
}

/// cycler(a, b, …)
class Cycler : public Object {
public:
    explicit Cycler(std::vector<Value> items) : m_items(std::move(items)) {}
    std::string_view typeName() const override { return "Cycler"; }
    std::optional<Value> attribute(std::string_view name) override {
        return name == "current" ? std::optional(m_items[m_at]) : std::nullopt;
    }
    NativeCode method(std::string_view name) const override {
        return name == "next" ? &Cycler::next : name == "reset" ? &Cycler::reset : nullptr;
    }

private:
    static Value next(Interpreter&, const Value& self, const CallArguments&) {
        auto& cycler = dynamic_cast<Cycler&>(*self.asObject());
        Value item = cycler.m_items[cycler.m_at];
        cycler.m_at = (cycler.m_at + 1) % cycler.m_items.size();
        return item;
    }
    static Value reset(Interpreter&, const Value& self, const CallArguments&) {
        dynamic_cast<Cycler&>(*self.asObject()).m_at = 0;
        return {};
    }

    std::vector<Value> m_items;
    size_t m_at = 0;
};

Value makeCycler(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    if (arguments.positional.empty()) {
        throw Fault("cycles among nothing");
    }
    return Value(interpreter.make<Cycler>(arguments.positional));
}

/// joiner(separator): nothing at the first call, the separator afterwards.
class Joiner : public Object {
public:
    explicit Joiner(Value separator) : m_separator(std::move(separator)) {}
    std::string_view typeName() const override { return "Joiner"; }
    bool isCallable() const override { return true; }
    Value call(Interpreter&, const CallArguments&) override {
        return std::exchange(m_used, true) ? m_separator : Value(MarkedText());
    }

private:
    Value m_separator;
    bool m_used = false;
};

Value makeJoiner(Interpreter& interpreter, const Value&, const CallArguments& arguments) {
    const auto bound = arguments.bind("joiner", {"sep"});
    return Value(interpreter.make<Joiner>(bound[0].value_or(Value(std::string_view(", ")))));
}

constexpr std::pair<std::string_view, NativeCode> kFunctions[] = {
    {"cycler", makeCycler},        {"dict", makeDict}, {"joiner", makeJoiner},
    {"namespace", makeNamespace},  {"range", range},   {"raise_exception", raiseException},
    {"strftime_now", strftimeNow},
};

} // namespace

NativeCode findFunction(std::string_view name) {
    const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                     [&](const auto& entry) { return entry.first == name; });
    return found == std::end(kFunctions) ? nullptr : found->second;
}

} // namespace salient::templates
