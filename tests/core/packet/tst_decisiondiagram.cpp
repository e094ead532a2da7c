// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/decisiondiagram.h"

#include <QTest>

#include <bitset>
#include <random>

using Portlight::Core::DecisionDiagram;

namespace
{

constexpr unsigned bits = 9;
using Truth = std::bitset<(1U << bits)>; ///< which strings are in the set

Truth truthOf(const DecisionDiagram &diagram, DecisionDiagram::Set set)
{
    Truth truth;
    for (unsigned string = 0; string < truth.size(); ++string) {
        DecisionDiagram::Set at = set;
        while (at != DecisionDiagram::none && at != DecisionDiagram::all) {
            const bool one = (string >> (bits - 1 - diagram.variableOf(at)) & 1U) != 0;
            at = one ? diagram.high(at) : diagram.low(at);
        }
        truth[string] = at == DecisionDiagram::all;
    }
    return truth;
}

Truth forgotten(const Truth &truth, unsigned first, unsigned last)
{
    Truth result;
    for (unsigned string = 0; string < truth.size(); ++string) {
        if (truth[string]) {
            unsigned mask = 0;
            for (unsigned variable = first; variable <= last; ++variable) {
                mask |= 1U << (bits - 1 - variable);
            }
            for (unsigned other = 0; other < truth.size(); ++other) {
                if ((other & ~mask) == (string & ~mask)) {
                    result.set(other);
                }
            }
        }
    }
    return result;
}

} // namespace

/// Every operation against sets that hold each string one by one.
class TestDecisionDiagram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operations();
    void equalSetsAreOne();
    void memoryIsBounded();
    void stopsWhenTold();
};

void TestDecisionDiagram::operations()
{
    std::mt19937 random(20261124);
    DecisionDiagram diagram(bits);
    std::vector<std::pair<DecisionDiagram::Set, Truth>> known;
    for (unsigned variable = 0; variable < bits; ++variable) {
        for (const bool value : {false, true}) {
            const auto set = diagram.bit(variable, value);
            known.emplace_back(set, truthOf(diagram, set));
            QCOMPARE(known.back().second.count(), std::size_t(1) << (bits - 1));
        }
    }
    for (unsigned step = 0; step < 4000; ++step) {
        const auto &[a, truthA] = known[random() % known.size()];
        const auto &[b, truthB] = known[random() % known.size()];
        DecisionDiagram::Set set = DecisionDiagram::none;
        Truth expected;
        switch (random() % 5) {
        case 0:
            set = diagram.intersection(a, b);
            expected = truthA & truthB;
            break;
        case 1:
            set = diagram.united(a, b);
            expected = truthA | truthB;
            break;
        case 2:
            set = diagram.difference(a, b);
            expected = truthA & ~truthB;
            break;
        case 3:
            set = diagram.complement(a);
            expected = ~truthA;
            break;
        default: {
            const auto first = static_cast<unsigned>(random() % bits);
            const auto last = first + static_cast<unsigned>(random() % (bits - first));
            set = diagram.forget(a, first, last);
            expected = forgotten(truthA, first, last);
            break;
        }
        }
        QVERIFY2(truthOf(diagram, set) == expected, qPrintable(QString::number(step)));
        if (set != DecisionDiagram::none && set != DecisionDiagram::all) {
            known.emplace_back(set, expected);
        }
    }
    QVERIFY(!diagram.isExhausted());
}

void TestDecisionDiagram::equalSetsAreOne()
{
    DecisionDiagram diagram(bits);
    const auto a = diagram.bit(0, true);
    const auto b = diagram.bit(5, false);
    const auto byAnd = diagram.complement(diagram.intersection(a, b));
    const auto byOr = diagram.united(diagram.complement(a), diagram.complement(b));
    QCOMPARE(byAnd, byOr);
    QCOMPARE(diagram.united(byAnd, diagram.intersection(a, b)), DecisionDiagram::all);
    QCOMPARE(diagram.difference(byAnd, byOr), DecisionDiagram::none);
}

void TestDecisionDiagram::memoryIsBounded()
{
    constexpr unsigned many = 60;
    constexpr std::size_t limit = 20'000;
    DecisionDiagram diagram(many, {limit, {}});
    const auto both = diagram.intersection(diagram.bit(0, true), diagram.bit(40, true));
    // Pairs of far away bits: a textbook case that grows without bounds in this order.
    auto set = DecisionDiagram::none;
    for (unsigned i = 0; i < many / 2; ++i) {
        set = diagram.united(
            set, diagram.intersection(diagram.bit(i, true), diagram.bit(i + many / 2, true)));
    }
    QVERIFY(diagram.isExhausted());
    QVERIFY(diagram.nodeCount() <= limit);
    QVERIFY(!diagram.wasStopped());
    // Whoever walks what is left does not meet what should be forgotten.
    QCOMPARE(diagram.forget(both, 0, 10), DecisionDiagram::none);
}

void TestDecisionDiagram::stopsWhenTold()
{
    constexpr unsigned many = 60;
    int asked = 0;
    const auto stop = [&asked] {
        return ++asked == 3;
    };
    DecisionDiagram diagram(many, {Portlight::Core::WorkBounds::defaultNodes, stop});
    auto set = DecisionDiagram::none;
    for (unsigned i = 0; i < many / 2 && !diagram.isExhausted(); ++i) {
        set = diagram.united(
            set, diagram.intersection(diagram.bit(i, true), diagram.bit(i + many / 2, true)));
    }
    QVERIFY(diagram.wasStopped());
    QCOMPARE(asked, 3);
}

QTEST_APPLESS_MAIN(TestDecisionDiagram)
#include "tst_decisiondiagram.moc"
