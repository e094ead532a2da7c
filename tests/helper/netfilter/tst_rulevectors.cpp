// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/saveparser.h"
#include "helper/ipc/convert.h"
#include "helper/netfilter/childprocess.h"
#include "helper/trial/trialstore.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <QTemporaryDir>
#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Family;

namespace
{

constexpr auto undoProgram = PORTLIGHT_BIN_DIR "/portlight-undo";

/// Stands first in the chain of a group: with it an undo has to name each rule that goes.
constexpr auto anchor = "-m comment --comment anchor";

/// One line of a vector file.
struct Vector {
    std::string name; ///< "libxt_tcp.t:12"
    std::string table = "filter";
    std::string chain = "INPUT";
    std::string input;
    std::string expected; ///< what the save program must print
    bool ok = true;
};

/// A line of our own files stands between blanks, "-" there is an empty text.
Vector vectorFrom(const QString &line, Vector place)
{
    const QString input = line.section(QLatin1Char(';'), 0, -3).trimmed();
    const QString expected = line.section(QLatin1Char(';'), -2, -2).trimmed();
    place.input = input.toStdString();
    place.expected = expected == QLatin1String("=") ? place.input
        : expected == QLatin1String("-")            ? std::string()
                                                    : expected.toStdString();
    place.ok = line.trimmed().endsWith(QLatin1String("OK"));
    return place;
}

/// The lines in groups of one table and chain.
std::vector<std::vector<Vector>> readVectors(const QString &path, const std::string &firstChain)
{
    std::vector<std::vector<Vector>> groups(1);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    Vector place;
    place.chain = firstChain;
    const std::string fileName = QFileInfo(path).fileName().toStdString();
    for (int number = 1; !file.atEnd(); ++number) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1Char(':'))) {
            place.chain = line.mid(1).section(QLatin1Char(','), 0, 0).toStdString();
            place.table = "filter";
            groups.emplace_back();
        } else if (line.startsWith(QLatin1Char('*'))) {
            place.table = line.mid(1).toStdString();
        } else if (!line.isEmpty() && !QStringLiteral("#@%").contains(line[0])) {
            place.name = fileName + ':' + std::to_string(number);
            groups.back().push_back(vectorFrom(line, place));
        }
    }
    return groups;
}

std::string firstLine(const std::string &text)
{
    return text.substr(0, text.find('\n'));
}

std::string words(const Core::Error &error)
{
    return error.message + (error.detail.empty() ? "" : ": ") + firstLine(error.detail);
}

} // namespace

/// Rule lines with what the save program must print for them, added through Portlight as the front
/// end would: tokens over the wire, then a trial. The kernel is asked what it has; the plain tool
/// is asked where the two do not agree with the file.
class TestRuleVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void vectors_data();
    void vectors();

private:
    using Vectors = std::vector<Vector>;

    Core::Result<Core::Change> changeOf(const Vector &vector) const;
    void add(const Vectors &vectors);
    void addAtOnce(const Vectors &vectors, std::vector<Core::Change> changes);
    void refuse(const Vector &vector);
    void compare(const Vector &vector, const std::string &printed);
    void judgeRefusal(const Vector &vector, const Core::Error &error);
    Core::Result<std::string> askTool(const Vector &vector) const;
    void setAnchor(const Vector &place, bool wanted) const;
    /// Without the anchor; nothing when that is not the first rule.
    std::optional<std::vector<std::string>> rulesOf(const std::string &table,
                                                    const std::string &chain) const;
    void skip(const Vector &vector, const std::string &reason);
    void fail(const Vector &vector, const std::string &reason);

    Backend m_backend = Backend::Nft;
    Family m_family = Family::Ipv4;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Helper::TrialStore> m_store;
    int m_passed = 0;
    int m_refusedWithPosition = 0;
    std::map<std::string, int> m_skipped;
    QStringList m_failed;
};

void TestRuleVectors::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<Helper::TrialStore>(
        m_folder->filePath(QStringLiteral("trials")).toStdString(), undoProgram);
    m_passed = 0;
    m_refusedWithPosition = 0;
    m_skipped.clear();
    m_failed.clear();
}

void TestRuleVectors::skip(const Vector &vector, const std::string &reason)
{
    ++m_skipped[reason];
    qDebug("skipped %s: %s", vector.name.c_str(), reason.c_str());
}

void TestRuleVectors::fail(const Vector &vector, const std::string &reason)
{
    m_failed += QString::fromStdString(vector.name + ": " + vector.input + "\n    " + reason);
}

/// Makes an anchor in the chain, or takes it away.
void TestRuleVectors::setAnchor(const Vector &place, bool wanted) const
{
    Test::runTool(Test::toolName(m_backend, m_family, ""),
                  {"-t", place.table, wanted ? "-A" : "-D", place.chain, "-m", "comment",
                   "--comment", "anchor"});
}

std::optional<std::vector<std::string>> TestRuleVectors::rulesOf(const std::string &table,
                                                                 const std::string &chain) const
{
    std::vector<std::string> rules;
    std::istringstream lines(Test::savedText(m_backend, m_family, false));
    bool inside = false;
    const std::string head = "-A " + chain;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('*')) {
            inside = line == '*' + table;
        } else if (inside && (line == head || line.starts_with(head + ' '))) {
            rules.push_back(line.size() > head.size() ? line.substr(head.size() + 1) : "");
        }
    }
    if (rules.empty() || rules.front() != anchor) {
        return std::nullopt;
    }
    rules.erase(rules.begin());
    return rules;
}

Core::Result<Core::Change> TestRuleVectors::changeOf(const Vector &vector) const
{
    const auto tokens = Core::splitArguments(vector.input);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    Ipc::WireChange wire;
    wire.kind = QStringLiteral("append-rule");
    wire.backend = Ipc::toWire(m_backend);
    wire.family = Ipc::toWire(m_family);
    wire.table = QString::fromStdString(vector.table);
    wire.chain = QString::fromStdString(vector.chain);
    for (const std::string &token : *tokens) {
        wire.arguments += QString::fromStdString(token);
    }
    return Ipc::changeFromWire(wire);
}

/// What the plain tool prints after it added the rule, or why it did not.
Core::Result<std::string> TestRuleVectors::askTool(const Vector &vector) const
{
    Helper::ProcessRequest request;
    request.program =
        Helper::findProgram(Test::toolName(m_backend, m_family, "")).value_or(std::string());
    request.arguments = {"-t", vector.table, "-A", vector.chain};
    const auto tokens = Core::splitArguments(vector.input);
    if (tokens) {
        request.arguments.insert(request.arguments.end(), tokens->begin(), tokens->end());
    }
    const auto outcome = Helper::runProcess(request);
    if (!outcome || outcome->exitCode != 0) {
        return Core::failure(Core::ErrorCode::KernelRefused, "ask the tool",
                             outcome ? firstLine(outcome->errors) : outcome.error().message);
    }
    const auto rules = rulesOf(vector.table, vector.chain);
    Test::runTool(Test::toolName(m_backend, m_family, ""),
                  {"-t", vector.table, "-D", vector.chain, "2"});
    return rules && !rules->empty() ? rules->back() : std::string();
}

void TestRuleVectors::compare(const Vector &vector, const std::string &printed)
{
    if (printed == vector.expected) {
        ++m_passed;
        return;
    }
    const auto plain = askTool(vector);
    if (plain && *plain == printed) {
        skip(vector, "this version of iptables prints something else");
    } else {
        fail(vector, "printed: " + printed + "\n    wanted:  " + vector.expected);
    }
}

void TestRuleVectors::judgeRefusal(const Vector &vector, const Core::Error &error)
{
    const auto plain = askTool(vector);
    if (!plain) {
        skip(vector, "the plain tool refuses it here, too");
    } else {
        fail(vector, "refused, but the tool takes it: " + words(error));
    }
}

void TestRuleVectors::add(const Vectors &vectors)
{
    Vectors taken;
    std::vector<Core::Change> changes;
    for (const Vector &vector : vectors) {
        auto change = changeOf(vector);
        if (!change) {
            judgeRefusal(vector, change.error());
            continue;
        }
        taken.push_back(vector);
        changes.push_back(*std::move(change));
    }
    if (!taken.empty()) {
        addAtOnce(taken, std::move(changes));
    }
}

/// In one trial where the kernel takes all of them, else by halves down to the ones it refuses.
void TestRuleVectors::addAtOnce(const Vectors &vectors, std::vector<Core::Change> changes)
{
    Helper::TrialRequest request;
    request.changes = changes;
    request.summary = "vectors";
    const auto id = m_store->begin(request);
    if (!id && vectors.size() == 1) {
        judgeRefusal(vectors.front(), id.error());
        return;
    }
    if (!id) {
        const auto half = static_cast<std::ptrdiff_t>(vectors.size() / 2);
        addAtOnce({vectors.begin(), vectors.begin() + half},
                  {changes.begin(), changes.begin() + half});
        addAtOnce({vectors.begin() + half, vectors.end()}, {changes.begin() + half, changes.end()});
        return;
    }
    const Vector &place = vectors.front();
    const auto rules = rulesOf(place.table, place.chain);
    const auto undone = m_store->undo(*id);
    const auto left = rulesOf(place.table, place.chain);
    if (!undone || !left || !left->empty()) {
        fail(place, "not taken back: " + (undone ? std::string() : words(undone.error())));
        return;
    }
    if (!rules || rules->size() != vectors.size()) {
        fail(place, "the kernel has another number of rules");
        return;
    }
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        compare(vectors[i], (*rules)[i]);
    }
}

/// A line that must be refused, with words, and with nothing changed.
void TestRuleVectors::refuse(const Vector &vector)
{
    const auto change = changeOf(vector);
    if (!change) {
        m_refusedWithPosition += change.error().position.column > 0 ? 1 : 0;
        if (change.error().message.empty()) {
            fail(vector, "refused without a word");
        } else {
            ++m_passed;
        }
        return;
    }
    const std::string before = Test::savedText(m_backend, m_family, false);
    Helper::TrialRequest request;
    request.changes = {*change};
    const auto id = m_store->begin(request);
    if (id) {
        (void)m_store->undo(*id);
        if (askTool(vector)) {
            skip(vector, "this version of iptables takes it");
        } else {
            fail(vector, "taken, but it must be refused");
        }
    } else if (id.error().message.empty()) {
        fail(vector, "refused without a word");
    } else if (before != Test::savedText(m_backend, m_family, false)) {
        fail(vector, "refused, but something changed");
    } else {
        ++m_passed;
    }
}

void TestRuleVectors::vectors_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<Backend>("backend");
    QTest::addColumn<Family>("family");
    for (const char *folder : {PORTLIGHT_TEST_DATA, PORTLIGHT_SHARED_DIR "/extension-vectors"}) {
        const bool own = QLatin1String(folder) == QLatin1String(PORTLIGHT_TEST_DATA);
        for (const Backend backend : {Backend::Legacy, Backend::Nft}) {
            for (const Family family : {Family::Ipv4, Family::Ipv6}) {
                QTest::addRow("%s %s %s", own ? "own" : "shared",
                              std::string(Core::toString(backend)).c_str(),
                              std::string(Core::toString(family)).c_str())
                    << QString::fromLatin1(folder) << backend << family;
            }
        }
    }
}

void TestRuleVectors::vectors()
{
    QFETCH(const QString, folder);
    QFETCH(const Backend, backend);
    QFETCH(const Family, family);
    m_backend = backend;
    m_family = family;
    if (!QDir(folder).exists()) {
        QSKIP("the test lines of the iptables project are not here");
    }
    if (!Helper::findProgram(Test::toolName(backend, family, ""))) {
        QSKIP("this variant of iptables is not installed");
    }
    const bool ipv6 = family == Family::Ipv6;
    const QStringList foreign{ipv6 ? QStringLiteral("libipt_") : QStringLiteral("libip6t_"),
                              ipv6 ? QStringLiteral("rules-ipv4") : QStringLiteral("rules-ipv6")};
    for (const QFileInfo &info : QDir(folder).entryInfoList({QStringLiteral("*.t")}, QDir::Files)) {
        if (info.fileName().startsWith(foreign[0]) || info.fileName().startsWith(foreign[1])) {
            continue;
        }
        for (const Vectors &group : readVectors(info.filePath(), "FORWARD")) {
            if (group.empty()) {
                continue;
            }
            setAnchor(group.front(), true);
            Vectors accepted;
            std::copy_if(group.begin(), group.end(), std::back_inserter(accepted),
                         [](const Vector &vector) {
                             return vector.ok;
                         });
            add(accepted);
            for (const Vector &vector : group) {
                if (!vector.ok) {
                    refuse(vector);
                }
            }
            setAnchor(group.front(), false);
        }
    }
    int skipped = 0;
    for (const auto &[reason, count] : m_skipped) {
        skipped += count;
        qInfo("skipped %d: %s", count, reason.c_str());
    }
    qInfo("passed %d, skipped %d, failed %d; %d refusals name a position", m_passed, skipped,
          static_cast<int>(m_failed.size()), m_refusedWithPosition);
    QVERIFY2(m_failed.isEmpty(), qPrintable(m_failed.join(QLatin1Char('\n'))));
    QVERIFY(m_passed > skipped);
}

QTEST_GUILESS_MAIN(TestRuleVectors)
#include "tst_rulevectors.moc"
