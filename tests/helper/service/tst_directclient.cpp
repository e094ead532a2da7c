// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclient.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>

using namespace Portlight;
using App::HelperClient;

namespace
{

/// What a call ended with; wait with QTRY_VERIFY(answer).
template<typename T> using Answer = std::optional<Core::Result<T>>;

template<typename T> App::Callback<T> into(Answer<T> &answer)
{
    return [&answer](Core::Result<T> result) {
        answer = std::move(result);
    };
}

QByteArray savedRules()
{
    QProcess save;
    save.start(QStringLiteral("iptables-nft-save"), QStringList());
    save.waitForFinished();
    return save.readAllStandardOutput();
}

App::TryRequest openPort80(unsigned seconds)
{
    App::TryRequest request;
    Core::InsertRule insert;
    insert.place = {Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
    insert.rule = "-p tcp -m tcp --dport 80 -j ACCEPT";
    request.changes.push_back(insert);
    request.seconds = seconds;
    request.summary = QStringLiteral("test");
    return request;
}

constexpr auto ruleText = "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT";

} // namespace

/// HelperClient with a helper of its own, in a network of its own.
class TestDirectClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isUpFast();
    void readsTyped();
    void readsAndEndsConnections();
    void manyReadsAtOnce();
    void servesFromAUserNamespace();
    void keepsAndUndoes();
    void guardUndoesWhenTheHelperIsKilled();
    void pendingCallsFailWhenTheHelperDies();
    void saysWhenItCannotStart();
    void deadContextIsNotCalled();
    void cleanupTestCase();

private:
    std::unique_ptr<HelperClient> client();

    QTemporaryDir m_trials;
    std::shared_ptr<QProcess> m_process;
};

std::unique_ptr<HelperClient> TestDirectClient::client()
{
    if (m_process && m_process->state() != QProcess::NotRunning) {
        m_process->waitForFinished(5000); // the last one ends with its connection
    }
    m_process = std::make_shared<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    return HelperClient::direct([this](const QString &program, const QStringList &arguments) {
        m_process->start(program,
                         arguments + QStringList{QStringLiteral("--trials"), m_trials.path()});
        return m_process->waitForStarted();
    });
}

void TestDirectClient::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PORTLIGHT_OWN_NETWORK")) {
        QSKIP("changes rules: run it with in-own-network.sh");
    }
    // Makes the table, so that "as before" means the same text.
    QProcess policy;
    policy.start(QStringLiteral("iptables-nft"),
                 {QStringLiteral("-P"), QStringLiteral("INPUT"), QStringLiteral("ACCEPT")});
    QVERIFY(policy.waitForFinished());
    QCOMPARE(policy.exitCode(), 0);
}

void TestDirectClient::isUpFast()
{
    QElapsedTimer timer;
    timer.start();
    const auto helper = HelperClient::direct();
    Answer<std::vector<Core::NetworkInterface>> interfaces;
    helper->readInterfaces(this, into(interfaces));
    while (!interfaces && timer.elapsed() < 5000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    const auto elapsed = timer.nsecsElapsed();
    QVERIFY(interfaces && interfaces->has_value());
    qInfo("first answer after %.1f ms", double(elapsed) / 1e6);
    QVERIFY(elapsed < 2'000'000'000);
}

void TestDirectClient::readsTyped()
{
    const auto helper = client();
    QCOMPARE(helper->state(), HelperClient::State::Unknown);
    Answer<App::RulesReply> rules;
    Answer<std::vector<Core::NetworkInterface>> interfaces;
    Answer<Core::Route> route;
    Answer<std::map<std::string, std::string>> settings;
    Answer<App::ManagersReply> managers;
    Answer<std::map<std::string, std::string>> unknown;
    helper->readRules(Core::Backend::Nft, Core::Family::Ipv4, this, into(rules));
    helper->readInterfaces(this, into(interfaces));
    helper->lookUpRoute(*Core::IpAddress::parse("127.0.0.1"), {}, {}, this, into(route));
    helper->readSettings({"net.ipv4.ip_forward"}, this, into(settings));
    helper->readManagers(this, into(managers));
    helper->readSettings({"kernel.hostname"}, this, into(unknown));
    QTRY_VERIFY(rules && interfaces && route && settings && managers && unknown);
    QCOMPARE(helper->state(), HelperClient::State::Ready);

    QVERIFY(rules->has_value());
    QVERIFY((*rules)->reading == Core::Reading::Done);
    QVERIFY((*rules)->text.find("*filter") != std::string::npos);
    QVERIFY(!(*rules)->generation.empty());
    QVERIFY(interfaces->has_value());
    QCOMPARE((*interfaces)->at(0).name, std::string("lo"));
    QVERIFY((*interfaces)->at(0).loopback);
    QVERIFY(!(*interfaces)->at(0).addresses.empty());
    QVERIFY(route->has_value());
    QVERIFY((*route)->kind == Core::RouteKind::Local);
    QVERIFY(settings->has_value());
    QCOMPARE((*settings)->size(), std::size_t(1));
    QVERIFY(managers->has_value());
    QVERIFY(!unknown->has_value());
    QVERIFY(unknown->error().code == Core::ErrorCode::InvalidArgument);
}

void TestDirectClient::readsAndEndsConnections()
{
    const auto helper = client();
    for (const char *port : {"80", "443", "443"}) {
        static int source = 1000;
        QProcess::execute(
            QStringLiteral("conntrack"),
            QStringLiteral("-I -p tcp -t 600 -u SEEN_REPLY,ASSURED -s 192.0.2.1 -d 192.0.2.2 "
                           "--state ESTABLISHED --sport %1 --dport %2")
                .arg(++source)
                .arg(QLatin1String(port))
                .split(QLatin1Char(' ')));
    }
    Answer<Core::TableSummary> summary;
    helper->readConntrackSummary({}, 10, this, into(summary));
    QTRY_VERIFY(summary);
    if (!*summary && summary->error().code == Core::ErrorCode::Unsupported) {
        QSKIP("this kernel has no connection tracking");
    }
    QVERIFY(summary->has_value());
    QCOMPARE((*summary)->entries, std::uint64_t{3});
    QVERIFY(((*summary)->by(Core::GroupKey::Port).groups
             == std::vector<Core::EntryGroup>{{"443/tcp", 2}, {"80/tcp", 1}}));
    QVERIFY((*summary)->ages.at(2).total() == 3); // established: none is of another kind

    App::EntriesRequest request;
    request.filter.port = 443;
    std::vector<Core::ConntrackEntry> entries;
    const auto take = [&entries](const std::vector<Core::ConntrackEntry> &some) {
        entries.insert(entries.end(), some.begin(), some.end());
    };
    Answer<App::EntriesReply> reply;
    helper->readConntrackEntries(request, this, take, into(reply));
    QTRY_VERIFY(reply);
    QVERIFY2(reply->has_value(), *reply ? "" : reply->error().message.c_str());
    QCOMPARE((*reply)->total, std::uint64_t{3});
    QCOMPARE((*reply)->matched, std::uint64_t{2});
    QCOMPARE((*reply)->sent, std::uint64_t{2});
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(Core::stateText(entries[0]), std::string("ESTABLISHED"));

    Answer<App::EndedReply> ended;
    helper->endConnections(entries, this, into(ended));
    QTRY_VERIFY(ended);
    QVERIFY2(ended->has_value(), *ended ? "" : ended->error().message.c_str());
    QCOMPARE((*ended)->ended, 2U);
    Answer<App::EndedReply> again;
    helper->endConnections(entries, this, into(again));
    QTRY_VERIFY(again);
    QCOMPARE((*again)->gone, 2U);

    // Who no longer waits gets nothing, and the helper serves others.
    auto context = std::make_unique<QObject>();
    helper->readConntrackEntries(
        {}, context.get(),
        [](const auto &) {
            QFAIL("nobody waits for entries");
        },
        [](const auto &) {
            QFAIL("nobody waits for the answer");
        });
    context.reset();
    Answer<std::vector<Core::ConntrackStatistics>> statistics;
    helper->readConntrackStatistics(this, into(statistics));
    QTRY_VERIFY(statistics);
    QVERIFY(!(*statistics)->empty());
    Answer<Core::FlowRates> rates;
    helper->readConntrackRates(this, into(rates));
    QTRY_VERIFY(rates);
    QVERIFY(rates->has_value());
}

void TestDirectClient::manyReadsAtOnce()
{
    const auto helper = client();
    constexpr std::size_t count = 60; // many more than the helper takes from one user
    std::vector<Answer<std::string>> answers(count);
    for (auto &answer : answers) {
        helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(answer));
    }
    for (const auto &answer : answers) {
        QTRY_VERIFY(answer.has_value());
        QVERIFY2(answer->has_value(), answer->has_value() ? "" : answer->error().message.c_str());
    }
}

/// As in the lab of a plain user: root in there is somebody else out here.
void TestDirectClient::servesFromAUserNamespace()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const auto helper =
        HelperClient::direct([&process](const QString &program, const QStringList &arguments) {
            process.start(QStringLiteral("unshare"),
                          QStringList{QStringLiteral("-Urn"), program} + arguments);
            return process.waitForStarted();
        });
    Answer<std::vector<Core::NetworkInterface>> interfaces;
    helper->readInterfaces(this, into(interfaces));
    QTRY_VERIFY_WITH_TIMEOUT(interfaces, 15'000);
    QVERIFY2(interfaces->has_value(),
             interfaces->has_value() ? "" : interfaces->error().message.c_str());
    QCOMPARE((*interfaces)->size(), std::size_t(1));
    QVERIFY((*interfaces)->at(0).addresses.empty()); // its own lo, which is down
}

void TestDirectClient::keepsAndUndoes()
{
    const auto helper = client();
    const QByteArray before = savedRules();
    Answer<QString> id;
    helper->tryChanges(openPort80(60), this, into(id));
    QTRY_VERIFY_WITH_TIMEOUT(id, 20'000);
    QVERIFY2(id->has_value(), id->has_value() ? "" : id->error().message.c_str());
    QVERIFY(savedRules().contains(ruleText));

    Answer<std::vector<App::Trial>> trials;
    helper->readTrials(this, into(trials));
    QTRY_VERIFY(trials);
    QVERIFY(trials->has_value());
    QCOMPARE((*trials)->at(0).id, **id);
    QCOMPARE((*trials)->at(0).state, QStringLiteral("trying"));
    QVERIFY((*trials)->at(0).secondsLeft > 40);
    QVERIFY((*trials)->at(0).here);

    Answer<bool> extended;
    helper->extend(**id, 600, this, into(extended));
    QTRY_VERIFY(extended);
    QVERIFY(extended->has_value());
    Answer<bool> kept;
    helper->keep(**id, this, into(kept));
    QTRY_VERIFY(kept);
    QVERIFY(kept->has_value());
    Answer<bool> again;
    helper->keep(**id, this, into(again));
    QTRY_VERIFY(again);
    QVERIFY(!again->has_value());
    QVERIFY(again->error().code == Core::ErrorCode::Conflict);
    Answer<bool> undone;
    helper->undo(**id, this, into(undone));
    QTRY_VERIFY_WITH_TIMEOUT(undone, 20'000);
    QVERIFY2(undone->has_value(), undone->has_value() ? "" : undone->error().message.c_str());
    QVERIFY(!savedRules().contains(ruleText));
    // Only the dates in the comments may differ.
    QCOMPARE(savedRules().count('\n'), before.count('\n'));
}

void TestDirectClient::guardUndoesWhenTheHelperIsKilled()
{
    const auto helper = client();
    Answer<QString> id;
    helper->tryChanges(openPort80(5), this, into(id));
    QTRY_VERIFY_WITH_TIMEOUT(id, 20'000);
    QVERIFY2(id->has_value(), id->has_value() ? "" : id->error().message.c_str());
    QVERIFY(savedRules().contains(ruleText));
    QCOMPARE(kill(pid_t(m_process->processId()), SIGKILL), 0);
    QTRY_COMPARE(helper->state(), HelperClient::State::Gone);
    QTRY_VERIFY_WITH_TIMEOUT(!savedRules().contains(ruleText), 10'000);
}

void TestDirectClient::pendingCallsFailWhenTheHelperDies()
{
    const auto helper = client();
    Answer<std::string> first;
    helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(first));
    QTRY_VERIFY(first);
    QCOMPARE(kill(pid_t(m_process->processId()), SIGSTOP), 0);
    std::vector<Answer<std::string>> answers(10);
    for (auto &answer : answers) {
        helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(answer));
    }
    QCOMPARE(kill(pid_t(m_process->processId()), SIGKILL), 0);
    for (const auto &answer : answers) {
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!answer->has_value());
        QVERIFY(answer->error().code == Core::ErrorCode::HelperMissing);
    }
    QTRY_COMPARE(helper->state(), HelperClient::State::Gone);
    Answer<std::string> late;
    helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(late));
    QTRY_VERIFY(late);
    QVERIFY(late->error().code == Core::ErrorCode::HelperMissing);
}

void TestDirectClient::saysWhenItCannotStart()
{
    const auto helper = HelperClient::direct([](const QString &, const QStringList &) {
        return false;
    });
    Answer<std::string> answer;
    helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(answer));
    QVERIFY(!answer); // never from within the call
    QTRY_VERIFY(answer);
    QVERIFY(answer->error().code == Core::ErrorCode::HelperMissing);
    QCOMPARE(helper->state(), HelperClient::State::Missing);
}

void TestDirectClient::deadContextIsNotCalled()
{
    const auto helper = client();
    bool called = false;
    auto context = std::make_unique<QObject>();
    helper->readInterfaces(context.get(), [&called](const auto &) {
        called = true;
    });
    context.reset();
    Answer<std::string> later;
    helper->readGeneration(Core::Backend::Nft, Core::Family::Ipv4, this, into(later));
    QTRY_VERIFY(later);
    QVERIFY(!called);
}

void TestDirectClient::cleanupTestCase()
{
    if (m_process && m_process->state() != QProcess::NotRunning) {
        m_process->waitForFinished(5000);
    }
}

QTEST_GUILESS_MAIN(TestDirectClient)
#include "tst_directclient.moc"
