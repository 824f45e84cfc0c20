import JSON
import Testing
import Topics

@Suite struct CatalogueTests {
    @Test func `a definition is found by its topic and by its case topics, and by no other`() throws {
        let definition = try ReductionTests.definition()
        let catalogue = try #require(Catalogue([definition]))
        #expect(catalogue[try topic("police.domestic-incident")] == definition)
        #expect(catalogue[try topic("case.E08000031.C-1.police.domestic-incident")] == definition)
        #expect(catalogue[try topic("police.arrest")] == nil)
        #expect(catalogue.definitions(matching: try pattern("police.>")) == [definition])
        #expect(catalogue.definitions(matching: try pattern("case.>")) == [])
        #expect(Catalogue([definition, definition]) == nil)
    }

    @Test func `the catalogue prints as AsyncAPI with everything in its place`() throws {
        let catalogue = try #require(Catalogue([try ReductionTests.definition()]))
        let document = catalogue.asyncAPI(version: "1")
        #expect(document["asyncapi"] == "3.0.0")
        let channel = try #require(document["channels"]?["police.domestic-incident"])
        #expect(channel["address"] == "police.domestic-incident")
        #expect(channel["messages"]?["event"]?["$ref"] == "#/components/messages/police.domestic-incident")
        #expect(channel["x-sees"]?["TM"] == "summary")
        #expect(channel["x-publishers"] == ["PPU", "authority"])
        let send = try #require(document["operations"]?["send.police.domestic-incident"])
        #expect(send["channel"]?["$ref"] == "#/channels/police.domestic-incident")
        let payload = try #require(
            document["components"]?["messages"]?["police.domestic-incident"]?["payload"]
        )
        #expect(payload["properties"]?["type"]?["const"] == "police.domestic-incident.v1")
        let data = try #require(payload["properties"]?["data"])
        #expect(
            String(decoding: data.serialized(), as: UTF8.self) == #"""
                {"type":"object","required":["people"],"additionalProperties":false,"properties":{"people":{"type":"array","items":{"type":"object","required":[],"additionalProperties":true,"properties":{"role":{"type":"string"},"name":{"type":"string","x-audience":"full"},"dose":{"type":"string","x-audience":["GP","KWM"]}}},"x-audience":"summary"},"grade":{"type":"string","x-audience":"alert"},"story":{"type":"string"},"officer":{"type":"string","x-audience":"never"}},"x-audience":"full"}
                """#
        )
    }
}
