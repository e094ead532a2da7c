// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/filedescriptor.h"
#include "helper/watch/watchstore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <filesystem>
#include <sys/socket.h>

using namespace Portlight;
using Core::SightingKind;

namespace
{

constexpr std::uint16_t openPort = 40123;
constexpr std::uint16_t closedPort = 40124;

Helper::CaptureRequest requestFor(std::uint16_t port, unsigned seconds = 20)
{
    Helper::CaptureRequest request;
    request.subject.port = port;
    request.subject.to = Core::IpAddress::parse("127.0.0.1");
    request.seconds = seconds;
    return request;
}

bool connectTo(std::uint16_t port)
{
    const Helper::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void *place = &address;
    return ::connect(socket.value(), static_cast<const sockaddr *>(place), sizeof address) == 0;
}

bool hasSeen(const Core::PacketWatch &watch, SightingKind kind)
{
    return std::any_of(watch.sightings.begin(), watch.sightings.end(),
                       [kind](const Core::Sighting &one) {
                           return one.kind == kind;
                       });
}

/// Processes of portlight-capture that this test is the parent of.
QList<qint64> captures()
{
    QList<qint64> found;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        bool isNumber = false;
        const qint64 pid = QString::fromStdString(entry.path().filename()).toLongLong(&isNumber);
        QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!isNumber || !stat.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QString text = QString::fromLatin1(stat.readAll());
        const QStringList fields = text.section(QLatin1String(") "), -1).split(QLatin1Char(' '));
        if (text.contains(QLatin1String("(portlight-captu)"))
            && fields.value(1).toLongLong() == ::getpid()
            && fields.value(0) != QLatin1String("Z")) {
            found += pid;
        }
    }
    return found;
}

QString statusOf(qint64 pid, const char *field)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QRegularExpression line(QStringLiteral("^%1:\\s*(.*)$").arg(QLatin1String(field)),
                                  QRegularExpression::MultilineOption);
    return line.match(QString::fromLatin1(file.readAll())).captured(1);
}

} // namespace

/// Real packets on the loopback of a network of its own.
class TestPacketWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void seesRequestAndAnswer();
    void seesAReset();
    void watchesOneInterface();
    void endsWithItsTime();
    void givesItsPrivilegesAway();
    void aKilledProgramIsAnEnd();
    void withoutPermissionItSaysSo();
    void storeIsBoundedAndPrivate();

private:
    Helper::FileDescriptor m_listener;
};

void TestPacketWatcher::initTestCase()
{
    m_listener = Helper::FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(openPort);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void *place = &address;
    QCOMPARE(::bind(m_listener.value(), static_cast<const sockaddr *>(place), sizeof address), 0);
    QCOMPARE(::listen(m_listener.value(), 8), 0);
}

void TestPacketWatcher::seesRequestAndAnswer()
{
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(openPort), Helper::CaptureHost::Child);
    QVERIFY2(watcher.has_value(), watcher ? "" : watcher.error().detail.c_str());
    QVERIFY(connectTo(openPort));
    QTRY_VERIFY(hasSeen((*watcher)->read(), SightingKind::Answer));
    (*watcher)->stop();
    const Core::PacketWatch watch = (*watcher)->read();
    QVERIFY(!watch.running);
    for (const bool outgoing : {true, false}) { // over loopback it went both ways
        const auto sum = Core::sumOf(watch, SightingKind::Request, outgoing);
        QCOMPARE(sum.packets, std::uint64_t{1});
        QVERIFY(sum.first->interface == "lo");
        QCOMPARE(sum.first->port, openPort);
        QCOMPARE(Core::sumOf(watch, SightingKind::Answer, outgoing).packets, std::uint64_t{1});
    }
    const auto answer = Core::sumOf(watch, SightingKind::Answer, true);
    QVERIFY(answer.first->afterRequest.has_value());
    QVERIFY(*answer.first->afterRequest < 5000);
}

void TestPacketWatcher::seesAReset()
{
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(closedPort), Helper::CaptureHost::Child);
    QVERIFY(watcher.has_value());
    QVERIFY(connectTo(openPort)); // of another connection: not looked at
    QVERIFY(!connectTo(closedPort));
    QTRY_VERIFY(hasSeen((*watcher)->read(), SightingKind::Reset));
    (*watcher)->stop();
    const Core::PacketWatch watch = (*watcher)->read();
    QVERIFY(!hasSeen(watch, SightingKind::Answer));
    QCOMPARE(Core::sumOf(watch, SightingKind::Request, true).packets, std::uint64_t{1});
}

void TestPacketWatcher::watchesOneInterface()
{
    auto request = requestFor(openPort);
    request.subject.interfaces = {"lo"};
    const auto watcher = Helper::PacketWatcher::start(request, Helper::CaptureHost::Child);
    QVERIFY2(watcher.has_value(), watcher ? "" : watcher.error().detail.c_str());
    QVERIFY(connectTo(openPort));
    QTRY_VERIFY(hasSeen((*watcher)->read(), SightingKind::Answer));
    request.subject.interfaces = {"nosuch0"};
    const auto refused = Helper::PacketWatcher::start(request, Helper::CaptureHost::Child);
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Core::ErrorCode::NotFound);
}

void TestPacketWatcher::endsWithItsTime()
{
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(closedPort, 1), Helper::CaptureHost::Child);
    QVERIFY(watcher.has_value());
    QVERIFY((*watcher)->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!(*watcher)->isRunning(), 10000);
    const Core::PacketWatch watch = (*watcher)->read();
    QVERIFY(watch.seconds >= 1.0);
    QVERIFY(watch.sightings.empty());
    QVERIFY(!watch.limited);
}

/// What reads hostile packets can do nothing but that.
void TestPacketWatcher::givesItsPrivilegesAway()
{
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(openPort), Helper::CaptureHost::Child);
    QVERIFY(watcher.has_value());
    const QList<qint64> pids = captures();
    QCOMPARE(pids.size(), 1);
    for (const char *set : {"CapPrm", "CapEff", "CapInh", "CapAmb"}) {
        QCOMPARE(statusOf(pids[0], set), QStringLiteral("0000000000000000"));
    }
    QCOMPARE(statusOf(pids[0], "NoNewPrivs"), QStringLiteral("1"));
    const QStringList uids = statusOf(pids[0], "Uid").split(QLatin1Char('\t'));
    QCOMPARE(uids, QStringList(4, uids.at(0)));
    QVERIFY(uids.at(0) != QLatin1String("0"));
    (*watcher)->stop();
    QCOMPARE(captures(), QList<qint64>());
}

void TestPacketWatcher::aKilledProgramIsAnEnd()
{
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(openPort), Helper::CaptureHost::Child);
    QVERIFY(watcher.has_value());
    const QList<qint64> pids = captures();
    QCOMPARE(pids.size(), 1);
    QCOMPARE(::kill(static_cast<pid_t>(pids[0]), SIGKILL), 0);
    QTRY_VERIFY(!(*watcher)->isRunning());
    QVERIFY(!(*watcher)->read().running);
    QVERIFY((*watcher)->read().limited); // what it saw is not the whole truth
}

void TestPacketWatcher::withoutPermissionItSaysSo()
{
    // The effective user of one thread would do for the kernel, but exec() takes it from there.
    const uid_t before = ::geteuid();
    if (before != 0) {
        QSKIP("only root can give permissions away");
    }
    QCOMPARE(::setresuid(65534, 65534, 0), 0);
    const auto watcher =
        Helper::PacketWatcher::start(requestFor(openPort), Helper::CaptureHost::Child);
    QCOMPARE(::setresuid(0, 0, 0), 0);
    QVERIFY(!watcher);
    QVERIFY2(watcher.error().code == Core::ErrorCode::Denied, watcher.error().detail.c_str());
}

void TestPacketWatcher::storeIsBoundedAndPrivate()
{
    Helper::WatchStore store;
    QStringList ids;
    for (std::size_t i = 0; i < Helper::WatchStore::mostRunning; ++i) {
        const auto id = store.start(requestFor(openPort), Helper::CaptureHost::Child, ":1.7", 1000);
        QVERIFY(id.has_value());
        ids += QString::fromStdString(*id);
    }
    QCOMPARE(ids.removeDuplicates(), 0);
    const auto more = store.start(requestFor(openPort), Helper::CaptureHost::Child, ":1.8", 1001);
    QVERIFY(!more);
    QVERIFY(more.error().code == Core::ErrorCode::LimitExceeded);
    const std::string id = ids.first().toStdString();
    QVERIFY(store.read(id, ":1.7").has_value());
    QVERIFY(!store.read(id, ":1.8"));
    QVERIFY(!store.stop(id, ":1.8"));
    QVERIFY(store.isOwnedBy(id, 1000));
    QVERIFY(!store.isOwnedBy(id, 1001));
    const auto last = store.stop(id, ":1.7");
    QVERIFY(last && !last->running);
    QVERIFY(!store.read(id, ":1.7"));
    QVERIFY(store.isAnyRunning());
    store.forget(":1.7"); // left the bus
    QTRY_VERIFY(!store.isAnyRunning());
    QCOMPARE(captures(), QList<qint64>());
    QVERIFY(
        store.start(requestFor(openPort), Helper::CaptureHost::Child, ":1.8", 1001).has_value());
}

QTEST_GUILESS_MAIN(TestPacketWatcher)
#include "tst_packetwatcher.moc"
