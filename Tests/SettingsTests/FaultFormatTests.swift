import Settings
import Testing

@Suite struct FaultFormatTests {
    @Test func `a fault says file, line, column, member, what was and what must be`() {
        let fault = SettingsFault(
            file: "Configs/E08000025/broker.yaml",
            line: 3,
            column: 11,
            member: "endpoint",
            was: "`tcp`",
            mustBe: "tcp://<address>:<port>"
        )
        #expect(
            fault.description
                == "Configs/E08000025/broker.yaml:3:11: endpoint: was `tcp`; must be tcp://<address>:<port>"
        )
    }

    @Test func `a fault of a file as a whole has no line`() {
        let fault = SettingsFault(file: "broker.yaml", was: "no file", mustBe: "a YAML file")
        #expect(fault.description == "broker.yaml: was no file; must be a YAML file")
    }
}
