// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/firewallview.h"
#include "app/models/latestwork.h"
#include "core/diagnosis/question.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTableView;

namespace Portlight::App
{

class OpenPortsModel;

/// Which ports are open to the network, from whom, and which programs wait there. Calculated beside
/// the window, anew only when rules, devices or listeners are others.
class OpenPortsView : public QWidget
{
    Q_OBJECT

public:
    explicit OpenPortsView(QWidget *parent = nullptr);
    ~OpenPortsView() override;

    void setData(const FirewallData &firewall);
    /// Forgets what was read and stops calculating.
    void clear();

Q_SIGNALS:
    void ruleRequested(const Portlight::Core::Location &location);
    void questionRequested(const Portlight::Core::Question &question);

private:
    void calculate();
    void showStatus(const QString &text);
    void showSelection();
    void showRule();
    void ask();

    OpenPortsModel *m_model;
    QTableView *m_table;
    QLabel *m_sentence;
    QPushButton *m_show;
    QPushButton *m_ask;
    QLabel *m_status;
    std::optional<FirewallData> m_data; ///< what is shown, or being calculated
    LatestWork m_work;
};

} // namespace Portlight::App
