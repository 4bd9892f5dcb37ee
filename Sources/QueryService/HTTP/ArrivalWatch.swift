import NIOCore

/// Tells the connection when octets arrive, before they are a request.
final class ArrivalWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: QueryConnection

    init(_ connection: QueryConnection) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.octetsArrived()
        context.fireChannelRead(data)
    }
}
