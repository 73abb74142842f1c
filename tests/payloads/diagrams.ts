/** One diagram of each common kind, as models write them. */
export const diagrams: Readonly<Record<string, string>> = {
  flowchart: `flowchart TD
  A[Message is sent] --> B{Key in the keychain?}
  B -->|yes| C[Request goes to the provider]
  B -->|no| D[Settings are offered]
  C --> E([Reply streams])
  E --> F[(Stored on the disk)]
  subgraph Main process
    C
    F
  end`,
  sequence: `sequenceDiagram
  accTitle: The way of a message
  accDescr: A window asks the engine, which asks the provider and stores the reply
  participant W as Window
  participant E as Engine
  participant P as Provider
  W->>E: chat.send
  activate E
  E->>P: POST /v1/responses
  loop every 33 ms
    P-->>E: text delta
    E-->>W: batch
  end
  Note over E: checkpoint every 250 ms
  E-->>W: turn ended
  deactivate E`,
  class: `classDiagram
  class Conversation {
    +ConversationId id
    +string title
    +rename(title) void
  }
  class Message {
    +MessageId id
    +Part[] parts
  }
  Conversation "1" *-- "many" Message : holds
  Message <|-- Reply`,
  gantt: `gantt
  title Release
  dateFormat YYYY-MM-DD
  section Engine
  Storage      :done, a1, 2026-01-05, 20d
  Streaming    :active, a2, after a1, 15d
  section Window
  Transcript   :a3, 2026-01-15, 25d
  Polish       :crit, a4, after a3, 10d`,
  pie: `pie showData title Where the time goes
  "Waiting" : 42
  "Reading" : 30
  "Writing" : 18
  "Drawing" : 10`,
  state: `stateDiagram-v2
  [*] --> streaming
  streaming --> complete: end of turn
  streaming --> interrupted: crash
  interrupted --> streaming: Continue
  complete --> [*]`,
  entity: `erDiagram
  CONVERSATION ||--o{ MESSAGE : holds
  MESSAGE ||--|{ PART : "is made of"
  MESSAGE {
    string id PK
    string parent_id FK
  }`,
  mind: `mindmap
  root((Parley))
    Engine
      Storage
      Streams
    Window
      Transcript
      Composer`,
  git: `gitGraph
  commit
  branch feature
  commit
  commit
  checkout main
  merge feature
  commit`,
  timeline: `timeline
  title Releases
  2024 : First
  2025 : Second : Third
  2026 : Fourth`,
  journey: `journey
  title A day
  section Morning
    Open Parley: 5: Me
    Ask: 3: Me, Model
  section Evening
    Export: 4: Me`,
  quadrant: `quadrantChart
  title Effort and value
  x-axis Low effort --> High effort
  y-axis Low value --> High value
  quadrant-1 Plan
  quadrant-2 Do
  quadrant-3 Fill in
  quadrant-4 Drop
  Search: [0.3, 0.8]
  Themes: [0.7, 0.3]`,
  chart: `xychart-beta
  title "Messages a day"
  x-axis [Mon, Tue, Wed, Thu, Fri]
  y-axis "Messages" 0 --> 60
  bar [12, 40, 33, 52, 20]
  line [12, 40, 33, 52, 20]`,
  error: `flowchart TD
  A[Never closed --> B`,
};
