// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/object.h"
#include "core/templates/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// A parsed template. Names of variables are numbers: places in Program::names.

namespace salient::templates {

using Symbol = uint32_t;

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;
struct Statement;
using Statements = std::vector<Statement>;

enum class ExpressionKind {
    Constant,
    Name,
    List,
    Tuple,
    Dict,        ///< operands: key, value, key, value …
    Conditional, ///< condition, value, other value or null
    And,
    Or,
    Not,
    Compare, ///< operands with `operations` between them
    Binary,  ///< one of `operations`
    Concat,
    Negative,
    Positive,
    Attribute, ///< of operand 0, called `text`
    Item,      ///< of operand 0 at operand 1
    Slice,     ///< of operand 0: begin, end, step, each maybe null
    Call,      ///< operand 0 with `arguments`
    Filter,    ///< `text` of operand 0, which is null at the head of a filter block
    Test,      ///< `text` of operand 0
};

enum class Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn
};

struct ArgumentExpressions {
    std::vector<ExpressionPtr> positional;
    std::vector<std::pair<std::string, ExpressionPtr>> keywords;
    ExpressionPtr spread;         ///< *list
    ExpressionPtr spreadKeywords; ///< **dictionary
};

using FilterFunction = Value (*)(Interpreter& interpreter, const Value& input, const CallArguments& arguments);
using TestFunction = bool (*)(Interpreter& interpreter, const Value& input, const CallArguments& arguments);

struct Expression {
    ExpressionKind kind = ExpressionKind::Constant;
    uint32_t position = 0; ///< byte of the source
    int height = 1;        ///< levels below and including this one
    Symbol symbol = 0;
    Value constant;
    std::string text;
    std::vector<ExpressionPtr> operands;
    std::vector<Operation> operations;
    ArgumentExpressions arguments;
    FilterFunction filter = nullptr; ///< null: there is none of that name, which is an error when it is used
    TestFunction test = nullptr;
};

/// What a value is assigned to: a variable, several, or an attribute of a namespace.
struct Target {
    enum class Kind { Name, Tuple, Attribute };
    Kind kind = Kind::Name;
    Symbol symbol = 0;
    std::string attribute;
    std::vector<Target> parts;
    uint32_t position = 0;
};

struct Parameter {
    Symbol symbol = 0;
    ExpressionPtr byDefault; ///< maybe null
};

/// A macro's or call block's own part.
struct MacroCode {
    std::string name;
    std::vector<Parameter> parameters;
    std::vector<std::string> names; ///< of the parameters
    bool usesVarargs = false;
    bool usesKwargs = false;
    bool usesCaller = false;
};

enum class StatementKind {
    Text,        ///< `text`
    Output,      ///< `expression`
    If,          ///< branches, otherwise
    For,         ///< target, `expression`, condition, body, otherwise
    Set,         ///< target, `expression`
    SetBlock,    ///< target, body, maybe filters in `expression`
    Macro,       ///< `macro`, body
    CallBlock,   ///< `macro`, body; `expression` is the call
    FilterBlock, ///< filters in `expression`, body
    With,        ///< targets and values in `assignments`, body
    Scope,       ///< body with variables of its own
    Break,
    Continue,
};

struct Branch;

struct Statement {
    StatementKind kind = StatementKind::Text;
    uint32_t position = 0;
    std::string text;
    ExpressionPtr expression;
    ExpressionPtr condition;
    Target target;
    bool recursive = false;
    Symbol symbol = 0; ///< the name of a macro
    std::vector<std::pair<Target, ExpressionPtr>> assignments;
    std::unique_ptr<MacroCode> macro;
    std::vector<Branch> branches;
    Statements body;
    Statements otherwise;
};

/// One "if" or "elif".
struct Branch {
    ExpressionPtr condition;
    Statements body;
};

/// Names that mean something to the interpreter itself.
struct KnownSymbols {
    Symbol loop = 0;
    Symbol caller = 0;
    Symbol varargs = 0;
    Symbol kwargs = 0;
};

struct Program {
    Statements statements;
    std::vector<std::string> names; ///< by Symbol
    KnownSymbols known;
};

} // namespace salient::templates
