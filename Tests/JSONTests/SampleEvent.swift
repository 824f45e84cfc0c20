/// A concern as an agency's system writes it, small enough that every change of every byte can be tried.
enum SampleEvent {
    static let bytes = Array(
        #"""
        {"specversion":"1.0","id":"6b1e","source":"urn:concordat:E08000025:wmp:niche","time":"2016-12-23T23:40:00Z", "data":{"people":[
        {"role":"child","name":"Zo\u00eb \"Z\" O’Neill 😀","n":[0,-1.50e+2,9007199254740993]}],"seen":true,"why":null}}
        """#.utf8
    )
}
