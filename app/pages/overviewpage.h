// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"
#include "core/diagnosis/question.h"
#include "core/ruleset/ruleset.h"

class QLabel;
class QPushButton;
class QTimer;

namespace Portlight::App
{

class Card;
class Gauge;
class OpenPortsView;
class PlaceholderView;

class OverviewPage : public Page
{
    Q_OBJECT

public:
    explicit OverviewPage(Session &session, QWidget *parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void ruleRequested(const Portlight::Core::Location &location);
    /// Somebody wants to know more about a connection.
    void questionRequested(const Portlight::Core::Question &question);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    /// A card with a content and a placeholder that takes its place while it is locked.
    struct LockedCard {
        Card *card = nullptr;
        QWidget *content = nullptr;
        PlaceholderView *placeholder = nullptr;
    };
    LockedCard makeCard(const QString &title);
    void showAccess();
    void showData();
    void showUsage();
    void showDrops();
    void showManagers();

    QLabel *m_headline;
    QLabel *m_effect;
    QLabel *m_outgoing;
    Gauge *m_gauge;
    QLabel *m_usageText;
    LockedCard m_drops;
    LockedCard m_managers;
    LockedCard m_open;
    QLabel *m_dropCount;
    QLabel *m_dropTop;
    QPushButton *m_dropShow;
    QLabel *m_managerText;
    OpenPortsView *m_openPorts;
    QPushButton *m_practice;
    QTimer *m_tick;
};

} // namespace Portlight::App
