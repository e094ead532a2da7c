// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/filedescriptor.h"
#include "helper/watch/dropreasons.h"

#include <QTest>

#include <arpa/inet.h>
#include <cstring>
#include <filesystem>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>

using namespace Portlight;

namespace
{

constexpr const char *instances = "/sys/kernel/tracing/instances";

/// A datagram to a port where nobody listens.
void sendToNobody()
{
    const Helper::FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(40999);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const void *place = &address;
    ::sendto(socket.value(), "x", 1, 0, static_cast<const sockaddr *>(place), sizeof address);
}

QStringList ourInstances()
{
    QStringList names;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(instances, error)) {
        const QString name = QString::fromStdString(entry.path().filename());
        if (name.startsWith(QLatin1String("portlight-"))
            && name.endsWith(QLatin1String("-dropreasonstest"))) {
            names += name;
        }
    }
    return names;
}

} // namespace

class TestDropReasons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTraces();
    void readsTheFormat();
    void realDropsAreCounted();
    void whatAKilledProcessLeftGoes();

private:
    bool isThere();
};

void TestDropReasons::readsTraces()
{
    const auto reasons = Helper::dropReasonsIn(
        "# tracer: nop\n"
        "          <idle>-0       [001] ..s1.    10.1: kfree_skb: skbaddr=00 rx_sk=00 "
        "protocol=2048 "
        "location=tcp_v4_rcv+0x1/0x2 reason: NO_SOCKET\n"
        "            curl-7       [000] ..s1.    10.2: kfree_skb: skbaddr=00 protocol=34525 "
        "location=x reason: NETFILTER_DROP\n"
        "            curl-7       [000] ..s1.    10.3: kfree_skb: skbaddr=00 protocol=2048 "
        "location=x reason: NETFILTER_DROP\n"
        "            curl-7       [000] ..s1.    10.4: kfree_skb: location=x reason: "
        "NOT_SPECIFIED\n"
        "  x reason: evil-7       [000] ..s1.    10.5: other_event: reason: NO_SOCKET\n"
        "            curl-7       [000] ..s1.    10.6: kfree_skb: location=x reason: <b>\n"
        "            curl-7       [000] ..s1.    10.7: kfree_skb: cut short");
    const std::map<std::string, std::uint64_t> expected{{"NETFILTER_DROP", 2}, {"NO_SOCKET", 1}};
    QVERIFY(reasons == expected);
    QVERIFY(Helper::dropReasonsIn("").empty());
}

void TestDropReasons::readsTheFormat()
{
    QCOMPARE(Helper::notSpecifiedIn("… __print_symbolic(REC->reason, { 2, \"NOT_SPECIFIED\" }, { "
                                    "3, \"NO_SOCKET\" })"),
             2);
    QCOMPARE(Helper::notSpecifiedIn("print fmt: \"skbaddr=%p protocol=%u location=%p\""), -1);
    QCOMPARE(Helper::notSpecifiedIn(", \"NOT_SPECIFIED\""), -1);
}

/// The test has a mount namespace of its own; tracefs itself is the kernel's one and only.
bool TestDropReasons::isThere()
{
    return std::filesystem::exists(instances)
        || ::mount("nodev", "/sys/kernel/tracing", "tracefs", 0, nullptr) == 0;
}

void TestDropReasons::realDropsAreCounted()
{
    if (!isThere())
        QSKIP("tracefs can't be mounted here");
    {
        const auto reasons = Helper::DropReasons::start("dropreasonstest");
        if (!reasons && reasons.error().code == Core::ErrorCode::Denied)
            QSKIP("tracing is not allowed here");
        QVERIFY2(reasons.has_value(), reasons ? "" : reasons.error().message.c_str());
        QCOMPARE(ourInstances().size(), 1);
        sendToNobody();
        QTRY_VERIFY((*reasons)->read().count("NO_SOCKET") == 1);
    }
    QCOMPARE(ourInstances(), QStringList());
}

void TestDropReasons::whatAKilledProcessLeftGoes()
{
    if (!isThere())
        QSKIP("tracefs can't be mounted here");
    const pid_t child = ::fork();
    if (child == 0) {
        const auto reasons = Helper::DropReasons::start("dropreasonstest");
        ::_exit(reasons ? 0 : 1); // without its destructor, as a kill would end it
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    if (status != 0)
        QSKIP("tracing is not allowed here");
    QCOMPARE(ourInstances().size(), 1);
    const auto next = Helper::DropReasons::start("other");
    QVERIFY(next.has_value());
    QCOMPARE(ourInstances(), QStringList());
}

QTEST_GUILESS_MAIN(TestDropReasons)
#include "tst_dropreasons.moc"
