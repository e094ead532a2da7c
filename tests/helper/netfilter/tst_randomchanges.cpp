// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "randomrules.h"

#include "core/text/savewriter.h"
#include "helper/trial/sideplan.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtTest>

using namespace Portlight;
using Core::Backend;
using Core::Change;
using Core::Family;
using Core::Ruleset;
using Helper::Side;

namespace
{

/// All sequences of a run; the kernel gets a quarter of them on each side.
int sequenceCount()
{
    bool isNumber = false;
    const int count = qEnvironmentVariableIntValue("PORTLIGHT_SEQUENCES", &isNumber);
    return isNumber ? count : 48;
}

/// Of the first sequence; another run repeats it with PORTLIGHT_SEED.
unsigned firstSeed()
{
    bool isNumber = false;
    const int seed = qEnvironmentVariableIntValue("PORTLIGHT_SEED", &isNumber);
    return isNumber ? static_cast<unsigned>(seed) : 1U;
}

/// What the kernel has, in one form: without comments, and without built-in chains and tables that
/// nobody has used (iptables-nft creates them one by one).
std::string normal(Ruleset ruleset)
{
    ruleset.comments.clear();
    for (Core::Table &table : ruleset.tables) {
        table.commentsBefore.clear();
        table.commentsAfter.clear();
        std::erase_if(table.chains, [](const Core::Chain &chain) {
            return chain.policy == Core::Policy::Accept && chain.rules.empty()
                && chain.counters.value_or(Core::Counters{}) == Core::Counters{};
        });
    }
    std::erase_if(ruleset.tables, [](const Core::Table &table) {
        return table.chains.empty();
    });
    std::sort(ruleset.tables.begin(), ruleset.tables.end(),
              [](const auto &left, const auto &right) {
                  return left.name < right.name;
              });
    for (Core::Table &table : ruleset.tables) {
        std::sort(table.chains.begin(), table.chains.end(),
                  [](const auto &left, const auto &right) {
                      return left.name < right.name;
                  });
    }
    return Core::writeSave(ruleset);
}

/// Some packets over the loopback device, so that rules and policies have counted.
void sendPackets(Family family, int count)
{
    const bool ipv4 = family == Family::Ipv4;
    const int socket = ::socket(ipv4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in six4{};
    six4.sin_family = AF_INET;
    six4.sin_port = htons(9);
    six4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 six6{};
    six6.sin6_family = AF_INET6;
    six6.sin6_port = htons(9);
    six6.sin6_addr = in6addr_loopback;
    const void *to = ipv4 ? static_cast<const void *>(&six4) : &six6;
    for (int i = 0; i < count; ++i) {
        // Some rules drop or reject it; the counters tell all the same.
        static_cast<void>(::sendto(socket, "x", 1, 0, static_cast<const sockaddr *>(to),
                                   ipv4 ? sizeof six4 : sizeof six6));
    }
    ::close(socket);
}

/// One side of the kernel, changed as a trial does it.
class Kernel
{
public:
    explicit Kernel(const Side &side)
        : m_side(side)
    {
    }

    Core::Result<Ruleset> read() const
    {
        return Helper::readSide(m_side);
    }

    /// Gives the inverse, and the ruleset as the model has it.
    Core::Result<std::vector<Change>> change(const Ruleset &now, const std::vector<Change> &changes,
                                             Ruleset &model) const
    {
        auto plan = Helper::planSide(now, m_side, changes);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        model = plan->planned;
        m_text = plan->restoreText;
        auto inverse = plan->inverse;
        std::optional<Helper::XtablesLock> lock;
        if (m_side.backend == Backend::Legacy) {
            auto taken = Helper::XtablesLock::take();
            if (!taken) {
                return tl::unexpected(taken.error());
            }
            lock.emplace(std::move(*taken));
        }
        const auto done = Helper::commitPlan(*plan, lock ? &*lock : nullptr, {});
        if (!done) {
            return tl::unexpected(done.error());
        }
        Helper::adoptTexts(inverse, Helper::kernelTexts(*done, plan->after));
        return inverse;
    }

    const std::string &text() const
    {
        return m_text;
    }

private:
    Side m_side;
    mutable std::string m_text;
};

QByteArray report(const char *what, unsigned seed, const std::string &text,
                  const std::string &expected, const std::string &actual)
{
    return QByteArray(what) + ", PORTLIGHT_SEED=" + QByteArray::number(seed) + "\nrestored:\n"
        + text.c_str() + "\nexpected:\n" + expected.c_str() + "\nactual:\n" + actual.c_str();
}

QByteArray words(const Core::Error &error)
{
    return QByteArray::fromStdString(error.message + " | " + error.detail);
}

} // namespace

class TestRandomChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kernelAgreesWithModel_data();
    void kernelAgreesWithModel();

private:
    void runSequence(const Side &side, unsigned seed, int &steps);
};

void TestRandomChanges::kernelAgreesWithModel_data()
{
    QTest::addColumn<Backend>("backend");
    QTest::addColumn<Family>("family");
    QTest::newRow("legacy, IPv4") << Backend::Legacy << Family::Ipv4;
    QTest::newRow("legacy, IPv6") << Backend::Legacy << Family::Ipv6;
    QTest::newRow("nft, IPv4") << Backend::Nft << Family::Ipv4;
    QTest::newRow("nft, IPv6") << Backend::Nft << Family::Ipv6;
}

void TestRandomChanges::kernelAgreesWithModel()
{
    QFETCH(const Backend, backend);
    QFETCH(const Family, family);
    int steps = 0;
    const int count = (sequenceCount() + 3) / 4;
    for (int i = 0; i < count && !QTest::currentTestFailed(); ++i) {
        runSequence({backend, family}, firstSeed() + static_cast<unsigned>(i), steps);
    }
    qInfo("%d sequences from seed %u, %d steps", count, firstSeed(), steps);
}

void TestRandomChanges::runSequence(const Side &side, unsigned seed, int &steps)
{
    const Kernel kernel(side);
    Lab::RandomRules random(seed, side.backend, side.family);
    auto now = kernel.read();
    QVERIFY2(now, now ? "" : words(now.error()).constData());
    Ruleset model;
    // What the sequence before left goes, and some rules come.
    const auto base = kernel.change(*now, random.fresh(*now), model);
    QVERIFY2(base, base ? "" : (words(base.error()) + kernel.text().c_str()).constData());
    sendPackets(side.family, random.number(1, 4));
    const auto first = kernel.read();
    QVERIFY(first);

    std::vector<std::vector<Change>> inverses;
    now = first;
    const int length = random.number(3, 10);
    for (int step = 0; step < length; ++step) {
        const std::vector<Change> changes = random.step(*now);
        auto inverse = kernel.change(*now, changes, model);
        if (!inverse && inverse.error().code == Core::ErrorCode::Unsupported) {
            continue; // said before anything was touched
        }
        QVERIFY2(inverse,
                 inverse ? ""
                         : (words(inverse.error())
                            + report("refused", seed, kernel.text(), {}, normal(*now)))
                               .constData());
        now = kernel.read();
        QVERIFY(now);
        const std::string expected = normal(model);
        const std::string actual = normal(*now);
        QVERIFY2(
            actual == expected,
            report("not as the model has it", seed, kernel.text(), expected, actual).constData());
        inverses.push_back(std::move(*inverse));
        ++steps;
    }
    for (auto inverse = inverses.rbegin(); inverse != inverses.rend(); ++inverse) {
        const auto undone = kernel.change(*now, Core::rebase(*inverse, *now), model);
        QVERIFY2(undone,
                 undone ? ""
                        : (words(undone.error())
                           + report("undo refused", seed, kernel.text(), {}, normal(*now)))
                              .constData());
        now = kernel.read();
        QVERIFY(now);
    }
    QVERIFY2(normal(*now) == normal(*first),
             report("undone", seed, kernel.text(), normal(*first), normal(*now)).constData());
}

QTEST_APPLESS_MAIN(TestRandomChanges)
#include "tst_randomchanges.moc"
