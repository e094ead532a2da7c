// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/overviewpage.h"

#include "app/models/qtext.h"
#include "app/pages/openportsview.h"
#include "app/pages/session.h"
#include "app/widgets/card.h"
#include "app/widgets/gauge.h"
#include "app/widgets/icons.h"
#include "app/widgets/placeholderview.h"
#include "app/wording/wording.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

constexpr int refreshMilliseconds = 5000;

} // namespace

OverviewPage::OverviewPage(Session &session, QWidget *parent)
    : Page(session, tr("Overview"), parent)
    , m_headline(textLabel({}, this))
    , m_effect(textLabel({}, this))
    , m_outgoing(textLabel({}, this, true))
    , m_gauge(new Gauge(this))
    , m_usageText(textLabel({}, this, true))
    , m_drops(makeCard(tr("Blocked lately")))
    , m_managers(makeCard(tr("Who manages this firewall")))
    , m_open(makeCard(tr("Open to the network")))
    , m_dropCount(textLabel({}, this))
    , m_dropTop(textLabel({}, this))
    , m_dropShow(new QPushButton(icon(QStringLiteral("page-rules")), tr("Show &Rule"), this))
    , m_managerText(textLabel({}, this))
    , m_openPorts(new OpenPortsView(this))
    , m_practice(new QPushButton(icon(QStringLiteral("practice")), tr("&Practice…"), this))
    , m_tick(new QTimer(this))
{
    enlarge(m_headline, 1.5);
    m_headline->setAccessibleName(tr("State of the firewall"));

    auto *usageCard = new Card(tr("Connection table"), this);
    usageCard->body()->addWidget(m_gauge);
    usageCard->body()->addWidget(m_usageText);
    usageCard->body()->addStretch(1);

    enlarge(m_dropCount, 1.35);
    auto *dropColumn = static_cast<QVBoxLayout *>(m_drops.content->layout());
    dropColumn->addWidget(m_dropCount);
    dropColumn->addWidget(m_dropTop);
    auto *dropRow = new QHBoxLayout;
    dropRow->addWidget(m_dropShow);
    dropRow->addStretch(1);
    dropColumn->addLayout(dropRow);
    dropColumn->addStretch(1);

    auto *managerColumn = static_cast<QVBoxLayout *>(m_managers.content->layout());
    managerColumn->addWidget(m_managerText);
    managerColumn->addStretch(1);

    m_open.content->layout()->addWidget(m_openPorts);

    auto *grid = new QGridLayout;
    grid->setSpacing(12);
    grid->addWidget(usageCard, 0, 0);
    grid->addWidget(m_drops.card, 1, 0);
    grid->addWidget(m_managers.card, 2, 0);
    grid->addWidget(m_open.card, 0, 1, 3, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    grid->setRowStretch(2, 1);

    auto *why = new QPushButton(icon(QStringLiteral("page-troubleshoot")),
                                tr("Find &Out Why It Fails…"), this);
    why->setDefault(true);
    why->setMinimumHeight(38);
    m_practice->setMinimumHeight(38);
    m_practice->setToolTip(tr("Learn on a broken network of its own, without any risk"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(why);
    buttons->addWidget(m_practice);
    buttons->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_headline);
    column->addWidget(m_effect);
    column->addWidget(m_outgoing);
    column->addSpacing(8);
    column->addLayout(grid, 1);
    column->addSpacing(8);
    column->addLayout(buttons);

    connect(why, &QPushButton::clicked, this, &Page::troubleshootRequested);
    connect(m_practice, &QPushButton::clicked, this, &Page::practiceRequested);
    connect(m_dropShow, &QPushButton::clicked, this, [this] {
        if (const auto top = this->session().drops().result().top) {
            Q_EMIT ruleRequested(*top);
        }
    });
    connect(m_openPorts, &OpenPortsView::ruleRequested, this, &OverviewPage::ruleRequested);
    connect(m_openPorts, &OpenPortsView::questionRequested, this, &OverviewPage::questionRequested);
    m_tick->setInterval(refreshMilliseconds);
    connect(m_tick, &QTimer::timeout, this, [this] {
        if (this->session().access() == Session::Access::Open) {
            this->session().refresh();
        }
    });
    connect(&session, &Session::accessChanged, this, &OverviewPage::showAccess);
    connect(&session, &Session::switched, this, &OverviewPage::showAccess);
    connect(&session, &Session::dataChanged, this, &OverviewPage::showData);
    connect(&session, &Session::usageChanged, this, &OverviewPage::showUsage);
    showAccess();
    showUsage();
}

OverviewPage::LockedCard OverviewPage::makeCard(const QString &title)
{
    LockedCard made;
    made.card = new Card(title, this);
    made.content = new QWidget(made.card);
    auto *column = new QVBoxLayout(made.content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    made.placeholder = new PlaceholderView(made.card);
    made.placeholder->setCompact(true);
    made.card->body()->addWidget(made.content, 1);
    made.card->body()->addWidget(made.placeholder, 1);
    return made;
}

void OverviewPage::showAccess()
{
    using Access = Session::Access;
    const bool hasData = session().hasData();
    const bool isPractice = session().mode() == Session::Mode::Practice;
    for (const auto *card : {&m_drops, &m_managers, &m_open}) {
        card->content->setVisible(hasData);
        card->placeholder->setVisible(!hasData);
        QString text;
        switch (session().access()) {
        case Access::Locked:
            text = tr("Needs an administrator's permission to read.");
            break;
        case Access::Asking:
            text =
                isPractice ? tr("Building the practice network…") : tr("Waiting for permission…");
            break;
        case Access::Missing:
            text = isPractice ? tr("The practice network is not there.")
                              : tr("The helper isn't installed.");
            break;
        case Access::Open:
            text = tr("Reading…");
            break;
        }
        card->placeholder->setContent(QStringLiteral("object-locked"), {}, text);
    }
    if (!hasData) {
        m_openPorts->clear();
        switch (session().access()) {
        case Access::Locked:
            m_headline->setText(tr("The rules are not read yet."));
            m_effect->setText(
                tr("Press Unlock to read rules, services and counters. Portlight only "
                   "reads; nothing changes. The connection table needs no password."));
            break;
        case Access::Asking:
            m_headline->setText(isPractice ? tr("Building the practice network…")
                                           : tr("Waiting for permission…"));
            m_effect->setText(isPractice ? tr("Computers, cables and a firewall, all in namespaces "
                                              "of their own.")
                                         : QString());
            break;
        case Access::Missing:
            m_headline->setText(isPractice
                                    ? tr("The practice network could not be built.")
                                    : tr("Rules can't be read: the helper isn't installed."));
            m_effect->setText(isPractice
                                  ? tr("This system may forbid user namespaces to ordinary users.")
                                  : tr("Install the package portlight-helper, or start "
                                       "\"portlight --direct\" as root. The connection table below "
                                       "works without it."));
            break;
        case Access::Open:
            m_headline->setText(tr("Reading…"));
            m_effect->clear();
            break;
        }
        m_outgoing->clear();
    } else {
        showData();
    }
    m_practice->setVisible(!isPractice);
}

void OverviewPage::showData()
{
    if (!session().hasData()) {
        return;
    }
    for (const auto *card : {&m_drops, &m_managers, &m_open}) {
        card->content->show();
        card->placeholder->hide();
    }
    const auto &firewall = session().data();
    const auto &four = firewall.insight->ipv4;
    const auto &six = firewall.insight->ipv6;
    m_headline->setText(four.headline);
    QString effect = four.effect;
    if (six.headline != four.headline || six.effect != four.effect) {
        effect = tr("IPv4: %1").arg(four.effect) + QLatin1Char('\n')
            + tr("IPv6: %1 %2").arg(six.headline, six.effect);
    }
    m_effect->setText(effect);
    m_outgoing->setText(four.outgoing);
    m_outgoing->setVisible(!four.outgoing.isEmpty());
    if (isVisible()) {
        m_openPorts->setData(firewall);
    }
    showDrops();
    showManagers();
}

void OverviewPage::showDrops()
{
    const auto result = session().drops().result();
    const QLocale locale;
    const int minutes = static_cast<int>(DropWatch::windowSeconds / 60);
    const QString count = locale.toString(static_cast<qulonglong>(result.packets));
    if (result.packets > 0) {
        m_dropCount->setText(
            tr("%1 packet(s) in %2", nullptr, static_cast<int>(result.packets))
                .arg(count,
                     result.watchedSeconds >= DropWatch::windowSeconds - 10
                         ? tr("%n minute(s)", nullptr, minutes)
                         : tr("%n second(s)", nullptr,
                              std::max(1, static_cast<int>(result.watchedSeconds)))));
    } else {
        m_dropCount->setText(tr("Nothing"));
    }
    if (result.top) {
        const QString top = locale.toString(static_cast<qulonglong>(result.topPackets));
        m_dropTop->setText(result.packets > 0
                               ? tr("Most of them, %1, by %2.").arg(top, locationText(*result.top))
                               : tr("Before this window opened: %1, most by %2.")
                                     .arg(locale.toString(static_cast<qulonglong>(result.ever)),
                                          locationText(*result.top)));
    } else {
        m_dropTop->setText(tr("No rule or policy has blocked a packet yet."));
    }
    m_dropShow->setVisible(result.top.has_value());
}

void OverviewPage::showManagers()
{
    const auto &firewall = session().data();
    QStringList active;
    for (const auto &manager : firewall.managers) {
        if (manager.active) {
            active << (manager.detail.empty()
                           ? managerName(manager.name)
                           : tr("%1 (%2)").arg(managerName(manager.name), qtext(manager.detail)));
        }
    }
    QStringList lines;
    lines << (active.isEmpty() ? tr("Nobody: the rules were made by hand or by a script.")
                               : active.join(QLatin1String(" · ")));
    const auto nft = firewall.ruleCount(Core::Backend::Nft);
    const auto legacy = firewall.ruleCount(Core::Backend::Legacy);
    if (nft > 0 && legacy > 0) {
        lines << tr("⚠ Rules in two places: %1 in nftables, %2 in legacy tables. The kernel asks "
                    "both.")
                     .arg(QString::number(nft), QString::number(legacy));
    } else if (nft + legacy > 0) {
        lines << tr("%n rule(s) in %1.", nullptr, static_cast<int>(nft + legacy))
                     .arg(legacy > 0 ? tr("legacy tables") : tr("nftables, made by iptables"));
    }
    if (!firewall.nativeTables.empty()) {
        QStringList names;
        for (const auto &name : firewall.nativeTables) {
            names << qtext(name);
        }
        lines << tr("Tables that only nft shows: %1.").arg(names.join(QLatin1String(", ")));
    }
    const QString keeper = qtext(firewall.persistence);
    lines << (keeper.isEmpty() || keeper == QLatin1String("none")
                  ? tr("Nothing saves the rules: they last until restart.")
                  : tr("Kept after restart by %1.").arg(managerName(firewall.persistence)));
    if (firewall.incomplete) {
        lines << tr("⚠ A part of the rules could not be read.");
    }
    m_managerText->setText(lines.join(QLatin1Char('\n')));
}

void OverviewPage::showUsage()
{
    const auto &usage = session().usage();
    if (!usage.read) {
        m_gauge->setUnknown(tr("Not read yet"));
        m_usageText->clear();
        return;
    }
    const QString sentence = usageSentence(usage.now, usage.state, usage.forecast.trend);
    m_gauge->setUsage(usage.now, usage.state, usageStateText(usage.state), sentence);
    m_usageText->setText(sentence);
}

void OverviewPage::refresh()
{
    session().refresh();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    m_tick->start();
    Page::showEvent(event);
    showData();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    m_tick->stop();
    Page::hideEvent(event);
}

} // namespace Portlight::App
