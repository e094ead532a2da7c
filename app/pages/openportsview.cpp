// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/openportsview.h"

#include "app/models/openportsmodel.h"
#include "app/models/qtext.h"
#include "app/pages/aside.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/widgets/rowdelegate.h"
#include "app/wording/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace Portlight::App
{

OpenPortsView::OpenPortsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new OpenPortsModel(this))
    , m_table(new QTableView(this))
    , m_sentence(textLabel({}, this))
    , m_show(new QPushButton(icon(QStringLiteral("page-rules")), tr("S&how Rule"), this))
    , m_ask(new QPushButton(icon(QStringLiteral("page-troubleshoot")), tr("&Check It…"), this))
    , m_status(textLabel({}, this, true))
{
    setUpTable(m_table, tr("Ports and who can connect"));
    m_table->setModel(m_model);
    blendIn(m_table);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const QFontMetrics metrics(m_table->font());
    m_table->setColumnWidth(OpenPortsModel::PortColumn,
                            metrics.horizontalAdvance(QStringLiteral("60000–61000 TCP")) + 16);
    m_table->setColumnWidth(OpenPortsModel::ProgramColumn,
                            metrics.horizontalAdvance(QStringLiteral("systemd-resolve")) + 20);
    m_sentence->setAccessibleName(tr("The selected port"));
    m_status->setAccessibleName(tr("State of the calculation"));
    m_show->setAccessibleName(tr("Show the rule that decides about this port"));
    m_ask->setToolTip(tr("Find out whether others really reach it"));

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_show);
    buttons->addWidget(m_ask);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_table, 1);
    column->addWidget(m_status);
    column->addWidget(m_sentence);
    column->addLayout(buttons);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &OpenPortsView::showSelection);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &OpenPortsView::showSelection);
    connect(m_table, &QAbstractItemView::activated, this, [this] {
        m_show->isEnabled() ? showRule() : ask();
    });
    connect(m_show, &QPushButton::clicked, this, &OpenPortsView::showRule);
    connect(m_ask, &QPushButton::clicked, this, &OpenPortsView::ask);
    showStatus({});
    showSelection();
}

OpenPortsView::~OpenPortsView() = default;

void OpenPortsView::setData(const FirewallData &firewall)
{
    if (m_data && haveSameInsight(*m_data, firewall)) {
        return;
    }
    releaseAside(std::exchange(m_data, firewall));
    calculate();
}

void OpenPortsView::clear()
{
    m_work.cancel();
    releaseAside(std::exchange(m_data, {}));
    m_model->setPorts({});
    showStatus({});
    showSelection();
}

void OpenPortsView::calculate()
{
    if (m_model->rowCount() == 0) {
        showStatus(tr("Calculating what the rules let through…"));
    }
    m_work.start(
        [firewall = *m_data](const Core::WorkBounds &bounds) {
            return openPortsOf(firewall, bounds);
        },
        [this](Core::Result<std::vector<OpenPort>> &&ports) {
            if (!ports) {
                m_model->setPorts({});
                showStatus(ports.error().code == Core::ErrorCode::Cancelled
                               ? tr("Can't tell: these rules take too long to calculate.")
                               : tr("Can't tell: these rules are too many, or too entangled, to "
                                    "calculate."));
                showSelection();
                return;
            }
            const auto *selected = m_model->port(m_table->currentIndex().row());
            const auto before = selected != nullptr ? std::optional(*selected) : std::nullopt;
            m_model->setPorts(*std::move(ports));
            if (const int row = before ? m_model->rowOf(*before) : -1; row >= 0) {
                m_table->setCurrentIndex(m_model->index(row, OpenPortsModel::PortColumn));
            }
            QStringList lines;
            if (m_model->rowCount() == 0) {
                lines << (m_data->listenersRead
                              ? tr("Nothing is open, and no program waits for connections.")
                              : tr("Nothing is open."));
            }
            if (!m_data->listenersRead) {
                lines << tr("The programs that wait could not be read.");
            }
            if (m_data->incomplete) {
                lines << tr("A part of the rules could not be read: more may be closed.");
            }
            if (!m_data->nativeTables.empty() && !m_data->native) {
                QStringList names;
                for (const auto &name : m_data->nativeTables) {
                    names << Words::plain(name);
                }
                lines << tr("The tables of nft (%1) could not be read: they may close more.",
                            "names of tables")
                             .arg(Words::list(names));
            }
            showStatus(lines.join(QLatin1Char('\n')));
            showSelection();
        });
}

void OpenPortsView::showStatus(const QString &text)
{
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
}

void OpenPortsView::showSelection()
{
    const auto *port = m_model->port(m_table->currentIndex().row());
    m_sentence->setText(port != nullptr ? openPortSentence(*port) : QString());
    m_sentence->setVisible(port != nullptr);
    m_show->setEnabled(port != nullptr && port->decidedBy);
    const bool isAskable = port != nullptr && port->ports.first == port->ports.last
        && (port->protocol == Core::ProtocolTcp || port->protocol == Core::ProtocolUdp);
    m_ask->setEnabled(isAskable);
}

void OpenPortsView::showRule()
{
    const auto *port = m_model->port(m_table->currentIndex().row());
    if (port != nullptr && port->decidedBy) {
        Q_EMIT ruleRequested(*port->decidedBy);
    }
}

void OpenPortsView::ask()
{
    const auto *port = m_model->port(m_table->currentIndex().row());
    if (port == nullptr || !m_ask->isEnabled()) {
        return;
    }
    Core::Question question;
    question.protocol = port->protocol;
    question.port = port->ports.first;
    question.family = port->ipv4 ? Core::Family::Ipv4 : Core::Family::Ipv6;
    Q_EMIT questionRequested(question);
}

} // namespace Portlight::App
