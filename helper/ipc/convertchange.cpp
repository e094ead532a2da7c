// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/limits.h"

#include <algorithm>
#include <array>

namespace Portlight::Ipc
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "read arguments";
/// Between a rule and what else a change says. No token can be a line break itself.
QString separator()
{
    return QStringLiteral("\n");
}

tl::unexpected<Core::Error> invalid(const std::string &what, const QString &value)
{
    return failure(ErrorCode::InvalidArgument, operation, what + ": \"" + printable(value) + '"');
}

tl::unexpected<Core::Error> tooMuch(const char *what)
{
    return failure(ErrorCode::LimitExceeded, operation, what);
}

bool hasControlCharacter(const QString &value)
{
    return std::any_of(value.begin(), value.end(), [](QChar character) {
        return character.category() == QChar::Other_Control || character.isNull()
            || character == QChar(QChar::LineSeparator)
            || character == QChar(QChar::ParagraphSeparator);
    });
}

bool isAsciiLetterOrDigit(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
}

/// Letters, digits and what `others` holds; never empty, never an option.
bool isPlainName(std::string_view name, std::string_view others)
{
    return !name.empty() && name.size() <= Core::maxChainNameLength && name.front() != '-'
        && std::all_of(name.begin(), name.end(), [others](char character) {
               return isAsciiLetterOrDigit(character)
                   || others.find(character) != std::string_view::npos;
           });
}

/// Security: an opaque part reaches iptables-restore as it came, so its options must be the
/// module's own. "--modprobe PROGRAM" (getopt takes any beginning of it) would run a program as
/// root, and a short option may carry others behind it ("-vM").
bool isModuleOption(const std::string &token)
{
    if (token.size() < 2 || token.front() != '-') {
        return true;
    }
    if (token[1] != '-') {
        return !isAsciiLetterOrDigit(token[1]) || (token[1] >= '0' && token[1] <= '9');
    }
    const std::string name = token.substr(2, token.find('=') - 2);
    return !name.empty() && !std::string_view("modprobe").starts_with(name);
}

/// The value of an option that takes any text: getopt takes the next token for it whatever it looks
/// like, and where the module is not loaded it ends at the option, which it then does not know.
/// Security: the option must not be the value of yet another one ("--algo --string --modprobe=X").
bool isFreeText(const std::vector<std::string> &tokens, std::size_t index)
{
    constexpr std::array options = {"--log-prefix", "--nflog-prefix", "--string"};
    return index > 0
        && std::find(options.begin(), options.end(), tokens[index - 1]) != options.end()
        && (index < 2 || !tokens[index - 2].starts_with('-'));
}

Core::Result<void> checkOptions(const std::string &options, bool afterModule)
{
    const auto tokens = Core::splitArguments(options);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    // "-m NAME" at the front is the module itself; "! -m" does not exist.
    const std::size_t first = afterModule && tokens->size() >= 2 && tokens->front() == "-m" ? 2 : 0;
    for (std::size_t i = first; i < tokens->size(); ++i) {
        if (isFreeText(*tokens, i)) {
            continue;
        }
        if (!isModuleOption((*tokens)[i])) {
            return invalid("option not allowed", text((*tokens)[i]));
        }
    }
    return {};
}

Core::Result<void> checkOpaqueParts(const Core::Rule &rule)
{
    for (const Core::Match &match : rule.matches) {
        const auto *opaque = std::get_if<Core::OpaqueMatch>(&match);
        if (opaque == nullptr) {
            continue;
        }
        if (!isPlainName(opaque->name, "_-")) {
            return invalid("not a match", text(opaque->name));
        }
        if (auto checked = checkOptions(opaque->text, true); !checked) {
            return checked;
        }
    }
    const Core::Target &target = rule.target;
    if (target.kind == Core::Target::Kind::None) {
        return {};
    }
    const bool isChain =
        target.kind == Core::Target::Kind::Jump || target.kind == Core::Target::Kind::Goto;
    if (!isPlainName(target.name, isChain ? "_-.:+" : "_-")) {
        return invalid("not a target", text(target.name));
    }
    return checkOptions(target.options, false);
}

/// The rule as core prints it, from its first match on; empty for one that only counts.
Core::Result<std::string> ruleFromTokens(const QStringList &tokens, const Core::ChainPlace &place)
{
    std::vector<std::string> arguments{"-A", place.chain};
    std::size_t size = 0;
    for (const QString &token : tokens) {
        if (hasControlCharacter(token)) {
            return invalid("control character in", token);
        }
        arguments.push_back(token.toStdString());
        size += arguments.back().size() + 1;
    }
    if (size > maxRuleBytes || arguments.size() > maxRuleTokens) {
        return tooMuch("rule too long");
    }
    const auto rule = Core::parseRule(Core::joinArguments(arguments), place.family);
    if (!rule) {
        Core::Error error = rule.error();
        error.code = ErrorCode::InvalidArgument;
        return tl::unexpected(std::move(error));
    }
    if (auto checked = checkOpaqueParts(*rule); !checked) {
        return tl::unexpected(checked.error());
    }

    const std::string printed = Core::canonicalRuleText(place.chain, *rule);
    const auto again = Core::parseRule(printed, place.family);
    // Not the matches themselves: "10.1.2.3/8" is printed as the network it means.
    if (!again || again->matches.size() != rule->matches.size() || again->target != rule->target
        || Core::canonicalRuleText(place.chain, *again) != printed
        || printed.size() > 2 * maxRuleBytes) {
        return failure(ErrorCode::InvalidArgument, operation, "rule cannot be printed safely",
                       printed);
    }
    const std::string head = "-A " + place.chain;
    if (printed == head) {
        return std::string();
    }
    if (!std::string_view(printed).starts_with(head + ' ')) {
        return failure(ErrorCode::Internal, operation, "rule printed for another chain", printed);
    }
    return printed.substr(head.size() + 1);
}

Core::Result<Core::ChainPlace> placeFromWire(const WireChange &change)
{
    Core::ChainPlace place;
    const auto backend = backendFromWire(change.backend);
    const auto family = familyFromWire(change.family);
    if (!backend || !family) {
        return tl::unexpected(!backend ? backend.error() : family.error());
    }
    place.backend = *backend;
    place.family = *family;
    place.table = change.table.toStdString();
    place.chain = change.chain.toStdString();
    if (!Core::isKnownTable(place.table)) {
        return invalid("unknown table", change.table);
    }
    if (!isPlainName(place.chain, "_-.:+") || !Core::isValidChainName(place.chain)) {
        return invalid("not a chain name", change.chain);
    }
    return place;
}

Core::Result<Core::Change> settingFromWire(const WireChange &change)
{
    if (change.arguments.size() != 2 || !change.backend.isEmpty() || !change.family.isEmpty()
        || !change.table.isEmpty() || !change.chain.isEmpty() || change.position != 0) {
        return invalid("set-setting takes a name and a value only", change.kind);
    }
    const QString &name = change.arguments.at(0);
    const QString &value = change.arguments.at(1);
    const std::string plainName = name.toStdString();
    const bool nameIsPlain = !plainName.empty() && plainName.size() <= 128
        && std::all_of(plainName.begin(), plainName.end(),
                       [](char character) {
                           return isAsciiLetterOrDigit(character)
                               || std::string_view("._-/").find(character)
                               != std::string_view::npos;
                       })
        && plainName.find("..") == std::string::npos;
    if (!nameIsPlain) {
        return invalid("not a setting", name);
    }
    if (value.isEmpty() || value.size() > 64 || hasControlCharacter(value)) {
        return invalid("not a value of a setting", value);
    }
    return Core::SetSetting{plainName, value.toStdString(), {}};
}

Core::Result<Core::Change> policyFromWire(const WireChange &change, Core::ChainPlace place)
{
    for (const Core::Policy policy : {Core::Policy::Accept, Core::Policy::Drop}) {
        if (change.arguments == QStringList{toWire(policy)}) {
            return Core::SetPolicy{std::move(place), policy};
        }
    }
    return invalid("not a policy", change.arguments.join(QLatin1Char(' ')));
}

Core::Result<Core::Change> replaceFromWire(const WireChange &change, Core::ChainPlace place)
{
    const auto middle = change.arguments.indexOf(separator());
    if (middle < 0 || change.position == 0) {
        return invalid("replace-rule takes a position and two rules", change.kind);
    }
    auto oldRule = ruleFromTokens(change.arguments.mid(0, middle), place);
    auto newRule = ruleFromTokens(change.arguments.mid(middle + 1), place);
    if (!oldRule || !newRule) {
        return tl::unexpected(!oldRule ? oldRule.error() : newRule.error());
    }
    return Core::ReplaceRule{std::move(place), change.position, std::move(*oldRule),
                             std::move(*newRule)};
}

/// move-rule and switch-rule: a rule and one word.
Core::Result<Core::Change> placedRuleFromWire(const WireChange &change, Core::ChainPlace place)
{
    const auto middle = change.arguments.indexOf(separator());
    if (middle < 0 || change.arguments.size() != middle + 2 || change.position == 0) {
        return invalid("takes a position, a rule and one word more", change.kind);
    }
    const QString &word = change.arguments.last();
    const auto tokens = change.arguments.mid(0, middle);
    auto rule =
        tokens.isEmpty() ? Core::Result<std::string>(std::string()) : ruleFromTokens(tokens, place);
    if (!rule) {
        return tl::unexpected(rule.error());
    }
    if (change.kind == QLatin1String("switch-rule")) {
        const bool on = word == QLatin1String("on");
        if (!on && word != QLatin1String("off")) {
            return invalid("neither on nor off", word);
        }
        return Core::SwitchRule{std::move(place), change.position, std::move(*rule), on};
    }
    bool isNumber = false;
    const uint to = word.toUInt(&isNumber);
    if (!isNumber || to == 0 || word != QString::number(to)) {
        return invalid("not a position", word);
    }
    return Core::MoveRule{std::move(place), change.position, std::move(*rule), to, {}, {}};
}

Core::Result<Core::Change> renameFromWire(const WireChange &change, Core::ChainPlace place)
{
    if (change.arguments.size() != 1 || change.position != 0) {
        return invalid("rename-chain takes a name", change.kind);
    }
    std::string name = change.arguments.constFirst().toStdString();
    if (!isPlainName(name, "_-.:+") || !Core::isValidChainName(name)) {
        return invalid("not a chain name", change.arguments.constFirst());
    }
    return Core::RenameChain{std::move(place), std::move(name)};
}

Core::Result<Core::Change> ruleChangeFromWire(const WireChange &change, Core::ChainPlace place)
{
    const bool inserts = change.kind == QLatin1String("insert-rule");
    const bool appends = change.kind == QLatin1String("append-rule");
    if (inserts && change.position == 0) {
        return invalid("insert-rule takes a position from 1", change.kind);
    }
    if (appends && change.position != 0) {
        return invalid("append-rule takes no position", change.kind);
    }
    auto rule = ruleFromTokens(change.arguments, place);
    if (!rule) {
        return tl::unexpected(rule.error());
    }
    if (inserts) {
        Core::InsertRule insert;
        insert.place = std::move(place);
        insert.position = change.position;
        insert.rule = std::move(*rule);
        return insert;
    }
    if (appends) {
        return Core::AppendRule{std::move(place), std::move(*rule)};
    }
    return Core::DeleteRule{std::move(place), change.position, std::move(*rule)};
}

Core::Result<Core::Change> chainChangeFromWire(const WireChange &change, Core::ChainPlace place)
{
    if (change.position != 0 || !change.arguments.isEmpty()) {
        return invalid("takes neither position nor arguments", change.kind);
    }
    if (change.kind == QLatin1String("new-chain")) {
        return Core::NewChain{std::move(place)};
    }
    if (change.kind == QLatin1String("delete-chain")) {
        return Core::DeleteChain{std::move(place)};
    }
    return Core::FlushChain{std::move(place)};
}

std::size_t sizeOf(const WireChange &change)
{
    auto size = change.kind.size() + change.backend.size() + change.family.size()
        + change.table.size() + change.chain.size();
    for (const QString &argument : change.arguments) {
        size += argument.size() + 1;
    }
    return static_cast<std::size_t>(size);
}

Core::Result<QStringList> tokensOf(const std::string &rule)
{
    const auto tokens = Core::splitArguments(rule);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    QStringList result;
    for (const std::string &token : *tokens) {
        result += text(token);
    }
    return result;
}

/// Fills kind, position and arguments of a wire change.
struct ToWire {
    WireChange &wire;

    Core::Result<void> rule(const char *kind, unsigned position, const std::string &ruleText) const
    {
        const auto tokens = tokensOf(ruleText);
        if (!tokens) {
            return tl::unexpected(tokens.error());
        }
        return plain(kind, position, *tokens);
    }
    Core::Result<void> plain(const char *kind, unsigned position = 0,
                             const QStringList &arguments = {}) const
    {
        wire.kind = QString::fromLatin1(kind);
        wire.position = position;
        wire.arguments = arguments;
        return {};
    }

    /// A rule and one word.
    Core::Result<void> placed(const char *kind, unsigned position, const std::string &ruleText,
                              const QString &word) const
    {
        const auto tokens = tokensOf(ruleText);
        if (!tokens) {
            return tl::unexpected(tokens.error());
        }
        return plain(kind, position, *tokens + QStringList{separator(), word});
    }

    Core::Result<void> operator()(const Core::InsertRule &change) const
    {
        return rule("insert-rule", change.position, change.rule);
    }
    Core::Result<void> operator()(const Core::AppendRule &change) const
    {
        return rule("append-rule", 0, change.rule);
    }
    Core::Result<void> operator()(const Core::DeleteRule &change) const
    {
        return rule("delete-rule", change.position, change.rule);
    }
    Core::Result<void> operator()(const Core::ReplaceRule &change) const
    {
        const auto oldTokens = tokensOf(change.oldRule);
        const auto newTokens = tokensOf(change.newRule);
        if (!oldTokens || !newTokens) {
            return tl::unexpected(!oldTokens ? oldTokens.error() : newTokens.error());
        }
        return plain("replace-rule", change.position,
                     *oldTokens + QStringList{separator()} + *newTokens);
    }
    Core::Result<void> operator()(const Core::MoveRule &change) const
    {
        return placed("move-rule", change.position, change.rule, QString::number(change.to));
    }
    Core::Result<void> operator()(const Core::SwitchRule &change) const
    {
        return placed("switch-rule", change.position, change.rule,
                      QLatin1String(change.on ? "on" : "off"));
    }
    Core::Result<void> operator()(const Core::SetPolicy &change) const
    {
        return plain("set-policy", 0, {toWire(change.policy)});
    }
    Core::Result<void> operator()(const Core::NewChain &) const
    {
        return plain("new-chain");
    }
    Core::Result<void> operator()(const Core::DeleteChain &) const
    {
        return plain("delete-chain");
    }
    Core::Result<void> operator()(const Core::FlushChain &) const
    {
        return plain("flush-chain");
    }
    Core::Result<void> operator()(const Core::RenameChain &change) const
    {
        return plain("rename-chain", 0, {text(change.name)});
    }
    Core::Result<void> operator()(const Core::ZeroCounters &change) const
    {
        return plain("zero-counters", change.position);
    }
    Core::Result<void> operator()(const Core::AddCounters &) const
    {
        return failure(ErrorCode::InvalidArgument, operation, "only an undo gives counters back");
    }
    Core::Result<void> operator()(const Core::SetSetting &change) const
    {
        return plain("set-setting", 0, {text(change.name), text(change.value)});
    }
};

} // namespace

Core::Result<WireChange> toWire(const Core::Change &change)
{
    WireChange wire;
    if (const Core::ChainPlace *place = Core::placeOf(change)) {
        wire.backend = toWire(place->backend);
        wire.family = toWire(place->family);
        wire.table = text(place->table);
        wire.chain = text(place->chain);
    }
    if (auto done = std::visit(ToWire{wire}, change); !done) {
        return tl::unexpected(done.error());
    }
    return wire;
}

Core::Result<WireChanges> toWire(const std::vector<Core::Change> &changes)
{
    WireChanges wires;
    for (const Core::Change &change : changes) {
        auto wire = toWire(change);
        if (!wire) {
            return tl::unexpected(wire.error());
        }
        wires += *std::move(wire);
    }
    return wires;
}

Core::Result<Core::Change> changeFromWire(const WireChange &change)
{
    const auto is = [&change](const char *kind) {
        return change.kind == QLatin1String(kind);
    };
    const bool onRule = is("insert-rule") || is("append-rule") || is("delete-rule");
    const bool onChain = is("new-chain") || is("delete-chain") || is("flush-chain");
    if (is("set-setting")) {
        return settingFromWire(change);
    }
    const bool onPlacedRule = is("move-rule") || is("switch-rule");
    if (!onRule && !onChain && !onPlacedRule && !is("replace-rule") && !is("set-policy")
        && !is("rename-chain") && !is("zero-counters")) {
        return invalid("unknown kind of change", change.kind);
    }
    auto place = placeFromWire(change);
    if (!place) {
        return tl::unexpected(place.error());
    }
    if (onRule) {
        return ruleChangeFromWire(change, std::move(*place));
    }
    if (onChain) {
        return chainChangeFromWire(change, std::move(*place));
    }
    if (onPlacedRule) {
        return placedRuleFromWire(change, std::move(*place));
    }
    if (is("rename-chain")) {
        return renameFromWire(change, std::move(*place));
    }
    if (is("zero-counters")) {
        return change.arguments.isEmpty()
            ? Core::Result<Core::Change>(Core::ZeroCounters{std::move(*place), change.position})
            : invalid("takes no arguments", change.kind);
    }
    if (is("set-policy")) {
        return policyFromWire(change, std::move(*place));
    }
    return replaceFromWire(change, std::move(*place));
}

Core::Result<std::vector<Core::Change>> changesFromWire(const WireChanges &changes)
{
    if (static_cast<std::size_t>(changes.size()) > maxChanges) {
        return tooMuch("too many changes");
    }
    std::size_t size = 0;
    for (const WireChange &change : changes) {
        const std::size_t own = sizeOf(change);
        size += own;
        if (own > 2 * maxRuleBytes + maxStringBytes) {
            return tooMuch("change too long");
        }
    }
    if (size > maxChangesBytes) {
        return tooMuch("request too long");
    }
    if (changes.isEmpty()) {
        return failure(ErrorCode::InvalidArgument, operation, "no changes");
    }

    std::vector<Core::Change> result;
    for (const WireChange &wire : changes) {
        auto change = changeFromWire(wire);
        if (!change) {
            return tl::unexpected(change.error());
        }
        result.push_back(std::move(*change));
    }
    return result;
}

} // namespace Portlight::Ipc
